import { redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { refuseOtherSites } from '#app/files/file-site.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { requireMember } from '#app/http/filer.server.ts'
import { addEvidence, evidenceSaid, takeEvidence } from '#app/mandates/evidence.server.ts'

import type { Route } from './+types/mandate-evidence'

/** Evidence of a mandate for all reports of an organisation. */
export async function loader(args: Route.LoaderArgs) {
  refuseOtherSites(args.request)
  const { organisation, id } = args.params
  const client = await requireMember(args, organisation, 'manage')
  await countAct('take', organisation)
  return takeEvidence(client, args.context.get(worldContext).shelf, { id, request: args.request })
}

export async function action(args: Route.ActionArgs) {
  const { organisation, id } = args.params
  const client = await requireMember(args, organisation, 'manage')
  await countAct('begin', organisation)
  const { request } = args
  leaveFlash(args, evidenceSaid(await addEvidence(client, args.context.get(worldContext).shelf, { id, request })))
  return redirect(`/organisations/${organisation}/mandates`, 303)
}
