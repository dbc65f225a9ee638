import { requireFiler } from '#app/http/filer.server.ts'
import type { Act } from '#app/http/member-acts.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { giveEvidence, receiveEvidence } from '#app/mandates/evidence-door.server.ts'
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
  const { reference, id } = args.params
  return giveEvidence(args, await requireClient(args, reference, 'read'), { id, counted: reference })
}

export async function action(args: Route.ActionArgs) {
  const { reference, id } = args.params
  const back = `/reports/${reference}/mandates`
  return receiveEvidence(args, await requireClient(args, reference, 'send'), { id, counted: reference, back })
}
