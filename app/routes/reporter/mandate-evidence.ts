import { redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { refuseOtherSites } from '#app/files/file-site.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { requireFiler, type Act } from '#app/http/filer.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { addEvidence, evidenceSaid, takeEvidence } from '#app/mandates/evidence.server.ts'
import type { Client } from '#app/mandates/give-mandate.server.ts'
import type { Context } from '#db/context.ts'

import type { Route } from './+types/mandate-evidence'

/** A vendor has its own copy of the contract, and no business with the client's. */
async function requireClient(args: DoorArgs, reference: string, act: Act): Promise<Context<Client>> {
  const { db, actor, now } = await requireFiler(args, reference, act)
  if (actor.kind === 'vendor') throw new Refusal('forbidden')
  return { db, actor, now }
}

export async function loader(args: Route.LoaderArgs) {
  refuseOtherSites(args.request)
  const { reference, id } = args.params
  const client = await requireClient(args, reference, 'read')
  await countAct('take', reference)
  return takeEvidence(client, args.context.get(worldContext).shelf, { id, request: args.request })
}

export async function action(args: Route.ActionArgs) {
  const { reference, id } = args.params
  const client = await requireClient(args, reference, 'send')
  await countAct('begin', reference)
  const { request } = args
  leaveFlash(args, evidenceSaid(await addEvidence(client, args.context.get(worldContext).shelf, { id, request })))
  return redirect(`/reports/${reference}/mandates`, 303)
}
