import { redirect } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import { refuseOtherSites } from '#app/files/file-site.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { networkOf } from '#app/http/network.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import type { Context } from '#db/context.ts'

import { addEvidence, evidenceSaid, takeEvidence } from './evidence.server.ts'
import type { Client } from './give-mandate.server.ts'

interface EvidenceDoor {
  /** Of the mandate. */
  id: string
  /** The report or organisation whose acts are counted. */
  counted: string
}

/** Gives the client a copy, to its own pages only. Whoever calls has asked who is there. */
export async function giveEvidence(args: DoorArgs, client: Context<Client>, { id, counted }: EvidenceDoor) {
  refuseOtherSites(args.request)
  await countAct('take', counted)
  return takeEvidence(client, args.context.get(worldContext).shelf, { id, request: args.request })
}

/** Takes the file that was posted, and goes back to the page of the mandates, which says what came of it. */
export async function receiveEvidence(
  args: DoorArgs,
  client: Context<Client>,
  { id, counted, back }: EvidenceDoor & { back: string },
) {
  await countAct('begin', counted)
  const { shelf } = args.context.get(worldContext)
  const network = networkOf(args.context.get(visitContext).address)
  const problem = await addEvidence(client, shelf, { id, request: args.request, network })
  leaveFlash(args, evidenceSaid(problem))
  return redirect(problem ? `${back}?file=${id}` : back, 303)
}
