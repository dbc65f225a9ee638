/**
 * `node test/bench/webhooks.ts --rounds 10`: a receiver of webhooks that often fails counts what it is told while the portal is
 * killed in a stream of submissions, over and over. Every delivery is told, each under one id. Needs a build.
 */
import { parseArgs } from 'node:util'
import { crashRound } from './crash-round.ts'
import { removePortal, startPortal } from './portal.ts'
import { openReceiver } from './webhook-receiver.ts'

const { values: told } = parseArgs({ options: { rounds: { type: 'string', default: '10' } } })
const environment = { MADOGUCHI_DEMO: '1' }

const receiver = await openReceiver({ failing: true })
let portal = await startPortal({ environment })
try {
  await receiver.add(portal)
  for (let round = 1; round <= Number(told.rounds); round++) {
    const killAfterMs = 300 + Math.random() * 2_000
    const after = await crashRound({ portal, filings: 80, killAfterMs, again: { environment } })
    portal = after.portal
    console.log(`${round}: ${JSON.stringify(after.round)}`)
  }
  const { deliveries, never, twice, strange, repeated } = await receiver.settle(portal, 420)
  console.log(
    `${deliveries} deliveries: ${never} never told, ${twice} under two ids, ${strange} that are none; ` +
      `${repeated} repeated after a failure, under their own id`,
  )
  process.exitCode = never + twice + strange === 0 ? 0 : 1
} finally {
  receiver.close()
  await portal.stop()
  await removePortal(portal.folder)
}
