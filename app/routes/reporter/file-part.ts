import { redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { finishFile } from '#app/files/finish-file.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { readPart } from '#app/files/receive.server.ts'
import { saidToScript } from '#app/files/said-to-script.server.ts'
import { fitsPart, getArriving, takePart } from '#app/files/take-part.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { partsOf } from '#db/files/file-parts.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

import type { Route } from './+types/file-part'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}/files`)
}

/** One part of a file, as bytes. It is there whole when this answers; anything else and it is sent again. */
export async function action(args: Route.ActionArgs) {
  const { reference, id } = args.params
  const filer = await requireFiler(args, reference, 'draft', 'sections')
  await countAct('part', filer.actor.reportId)
  const { shelf } = args.context.get(worldContext)
  const row = await getArriving(filer, id)
  const number = Number(args.params.part)
  if (number !== row.parts) throw new Refusal('conflict')
  const plain = await readPart(args.request.body ?? empty()).catch(() => null) // the connection broke
  if (!plain || !fitsPart(row, number, plain.length)) throw new Refusal('badForm')
  const isLast = number === partsOf(row.bytes) - 1
  const after = await takePart(filer, shelf, row, { number, isLast, plain }).catch(fullOr)
  if (after === 'noRoom') return saidToScript(args.context, after, 507)
  if (!isLast) return Response.json({ parts: after.parts })
  await finishFile(filer, shelf, after)
  leaveFlash(args, 'fileAdded')
  return Response.json({ parts: after.parts, done: true })
}

/** What came before it stays, and goes on within a day once there is room. */
function fullOr(error: unknown): 'noRoom' {
  if (error instanceof StoreRefusal && error.code === 'storeFull') return 'noRoom'
  throw error
}

async function* empty(): AsyncGenerator<Uint8Array> {}
