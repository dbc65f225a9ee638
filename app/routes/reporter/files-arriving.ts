import { redirect } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import { beginFile, isThere } from '#app/files/begin-file.server.ts'
import { finishFile } from '#app/files/finish-file.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { saidToScript } from '#app/files/said-to-script.server.ts'
import { getArriving } from '#app/files/take-part.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { networkOf } from '#app/http/network.ts'
import { partSize, partsOf } from '#db/files/file-parts.server.ts'

import type { Route } from './+types/files-arriving'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}/files`)
}

/** Announces a file that comes in parts, for the script. The same file again goes on where it stopped. */
export async function action(args: Route.ActionArgs) {
  const filer = await requireFiler(args, args.params.reference, 'draft', 'sections')
  await countAct('begin', filer.actor.reportId)
  const { shelf } = args.context.get(worldContext)
  const form = await formOf(args.request)
  const field = (name: string) => textOf(form, name)
  const bytes = Number(field('size'))
  const lane = field('lane') === 'sample' ? 'sample' : 'plain'
  const fingerprint = JSON.stringify([field('item'), lane, field('name'), bytes, field('fingerprint')])
  const network = networkOf(args.context.get(visitContext).address)
  const announced = { item: field('item'), lane, name: field('name'), bytes, fingerprint, network } as const
  if (await isThere(filer, fingerprint)) return added(args)
  const begun =
    Number.isSafeInteger(bytes) && bytes > 0 ? await beginFile(filer, shelf, announced) : { problem: 'empty' as const }
  if ('problem' in begun) return saidToScript(args.context, begun.problem)
  if (begun.parts < partsOf(bytes)) return Response.json({ ...begun, partSize })
  await finishFile(filer, shelf, await getArriving(filer, begun.id)) // all of it was there, and nobody had said so
  return added(args)
}

function added(args: Route.ActionArgs): Response {
  leaveFlash(args, 'fileAdded')
  return Response.json({ done: true })
}
