/**
 * `node test/bench/crash.ts`: the crash story many times over, each time at another moment, and a table at the end.
 *   --what=kill,postgres,stop,disk   what ends, or all four of them:
 *     kill      kill -9 of the portal: web and worker are one process
 *     postgres  kill -9 of the database with all its processes, while the portal lives on
 *     stop      a polite stop in a stream of submissions
 *     disk      a full disk for two seconds, on a small file system of its own (needs root: tmpfs is mounted)
 *   --door=api   sends as a program does, and a receiver of webhooks counts deliveries in the same rounds; both: one after the other
 *   --rounds=50  of each; without it 50 kills, 50 of PostgreSQL, 10 stops and 5 full disks
 *   --ready=10000  how many milliseconds until it has to be ready again
 * A round with anything wrong, and one that ends the run, leaves what portal and database wrote in .tmp/crashes.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { CrashDoor } from './crash-doors.ts'
import { crashRound, type CrashOptions, type CrashRound } from './crash-round.ts'
import { sumOf, tableOfCrashes, type Crashes } from './crash-table.ts'
import { removePortal, startPortal, temporaryFolder } from './portal.ts'
import { openReceiver, type Told } from './webhook-receiver.ts'

type End = NonNullable<CrashOptions['end']>
const usual: Record<End, number> = { kill: 50, postgres: 50, stop: 10, disk: 5 }
const { values: told } = parseArgs({
  options: {
    what: { type: 'string', default: 'kill,postgres,stop,disk' },
    rounds: { type: 'string' },
    filings: { type: 'string', default: '60' },
    door: { type: 'string', default: 'form' },
    ready: { type: 'string', default: '10000' },
  },
})
const ends = told.what.split(',').map((one) => {
  if (one in usual) return one as End // just looked at
  throw new Error(`--what is some of ${Object.keys(usual).join()}`)
})
const doors: CrashDoor[] = told.door === 'both' ? ['form', 'api'] : [told.door === 'api' ? 'api' : 'form']
/** Webhooks go to the loopback in the demo only. */
const demo = { MADOGUCHI_DEMO: '1' }
const kept = '.tmp/crashes'
const settling = 330 // s: what a sweep finds, it finds every five minutes

const found: Crashes[] = []
for (const door of doors) for (const end of ends) found.push(await crashes(end, door))
console.log(`\n${tableOfCrashes(found)}\n`)
const bad = found.some(
  ({ rounds, webhooks }) => rounds.some(isBad) || (webhooks && webhooks.never + webhooks.twice + webhooks.strange > 0),
)
process.exitCode = bad ? 1 : 0

function isBad(round: CrashRound): boolean {
  const wrong = ['lost', 'twice', 'partial', 'refused', 'unasked', 'strange'] as const
  return wrong.some((name) => sumOf([round], name) > 0) || round.readyMs > Number(told.ready)
}

/** Of all rounds until then, the last one at the end. */
function keepLogs(folder: string, name: string): void {
  mkdirSync(kept, { recursive: true })
  for (const log of ['server.log', 'pg/server.log']) {
    copyFileSync(path.join(folder, log), path.join(kept, `${name} ${log.replace('/', ' ')}`.replaceAll(' ', '-')))
  }
  console.log(`its logs are in ${kept}`)
}

async function crashes(end: End, door: CrashDoor): Promise<Crashes> {
  const folder = temporaryFolder()
  if (end === 'disk') execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1000m,mode=0755', 'tmpfs', folder])
  const environment = door === 'api' ? demo : {}
  const receiver = door === 'api' ? await openReceiver({ failing: false }) : null
  const rounds: CrashRound[] = []
  let webhooks: Told | null = null
  let portal = await startPortal({ folder, environment })
  try {
    await receiver?.add(portal)
    for (let turn = 1; turn <= Number(told.rounds ?? usual[end]); turn++) {
      const killAfterMs = 20 + Math.random() * 400
      const asked = { portal, filings: Number(told.filings), killAfterMs, end, door, again: { environment } }
      const after = await crashRound(asked).catch((error: unknown) => {
        keepLogs(folder, `${end} by ${door} ${turn}`)
        throw error
      })
      portal = after.portal
      rounds.push(after.round)
      console.log(
        `${end} by ${door} ${turn}: ${JSON.stringify({ killAfterMs: Math.round(killAfterMs), ...after.round })}`,
      )
      if (isBad(after.round)) keepLogs(folder, `${end} by ${door} ${turn}`)
    }
    webhooks = receiver && (await receiver.settle(portal, settling))
  } finally {
    receiver?.close()
    await portal.stop()
    if (end === 'disk') execFileSync('umount', ['--lazy', folder])
    await removePortal(folder)
  }
  return { what: `${end} by ${door}`, rounds, webhooks }
}
