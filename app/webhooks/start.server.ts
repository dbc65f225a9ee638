/**
 * Tells programs what happened, until stopped. Each endpoint is sent to by itself, so one that is slow holds nobody else
 * up; any number of portals may do it, as each endpoint is claimed in the store.
 */
import { gatherWebhooks } from '#db/programs/webhooks.server.ts'

import { sendDue, settled, type SendingWorld } from './send.server.ts'

const look = 1_000 // ms
const slack = 5_000 // ms that a commit may be later than what it is about; what is later still is found by the sweep
const sweep = 5 * 60_000 // ms
const mostAtOnce = 50 // endpoints

export function startWebhooks(world: SendingWorld, onFault: (fault: unknown) => void): { stop(): Promise<void> } {
  const running = new Map<string, Promise<void>>()
  let stopping = false
  let timer: NodeJS.Timeout
  let lastLook = 0
  let lastSweep = 0
  const turn = async (): Promise<void> => {
    const now = world.now()
    const sweeps = now.getTime() - lastSweep >= sweep
    const glance = sweeps ? null : now.getTime() - lastLook + slack
    const due = await world.db.transaction((tx) => gatherWebhooks(tx, now, glance))
    lastLook = now.getTime()
    if (sweeps) lastSweep = lastLook
    for (const id of due) {
      if (running.has(id) || running.size >= mostAtOnce) continue
      const sending = sendDue(world, id).catch(onFault)
      running.set(
        id,
        sending.finally(() => running.delete(id)),
      )
    }
  }
  const again = async (): Promise<void> => {
    await turn().catch(onFault)
    if (!stopping) timer = setTimeout(() => (turning = again()), look)
  }
  let turning = again()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await turning
      await settled(running.values(), 5_000)
    },
  }
}
