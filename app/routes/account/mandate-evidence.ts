import { requireMember } from '#app/http/filer.server.ts'
import { giveEvidence, receiveEvidence } from '#app/mandates/evidence-door.server.ts'

import type { Route } from './+types/mandate-evidence'

/** Evidence of a mandate for all reports of an organisation. */
export async function loader(args: Route.LoaderArgs) {
  const { organisation, id } = args.params
  return giveEvidence(args, await requireMember(args, organisation, 'manage'), { id, counted: organisation })
}

export async function action(args: Route.ActionArgs) {
  const { organisation, id } = args.params
  const back = `/organisations/${organisation}/mandates`
  return receiveEvidence(args, await requireMember(args, organisation, 'manage'), { id, counted: organisation, back })
}
