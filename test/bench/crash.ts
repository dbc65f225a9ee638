/**
 * `node test/bench/crash.ts --what=kill --rounds=50`: the crash story many times over, each time at another moment.
 *   kill      kill -9 of the portal: web and worker are one process
 *   postgres  kill -9 of the database with all its processes, while the portal lives on
 *   stop      a polite stop in a stream of submissions
 *   --door=api sends as a program does
 *   disk      a full disk for four seconds, on a small file system of its own (needs root: tmpfs is mounted)
 */
import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { crashRound, type CrashOptions, type CrashRound } from './crash-round.ts'
import { removePortal, startPortal, temporaryFolder } from './portal.ts'

const ends = ['kill', 'postgres', 'stop', 'disk'] as const
const { values: told } = parseArgs({
  options: {
    what: { type: 'string', default: 'kill' },
    rounds: { type: 'string', default: '50' },
    filings: { type: 'string', default: '120' },
    door: { type: 'string', default: 'form' },
  },
})
const end = ends.find((one) => one === told.what) satisfies CrashOptions['end']
if (!end) throw new Error(`--what is one of ${ends.join(', ')}`)

const door = told.door === 'api' ? 'api' : 'form'

const folder = temporaryFolder()
if (end === 'disk') execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=600m,mode=0755', 'tmpfs', folder])
const rounds: CrashRound[] = []
let portal = await startPortal({ folder })
try {
  for (let turn = 1; turn <= Number(told.rounds); turn++) {
    const killAfterMs = 20 + Math.random() * 400
    const after = await crashRound({ portal, filings: Number(told.filings), killAfterMs, end, door })
    portal = after.portal
    rounds.push(after.round)
    console.log(`${turn}: ${JSON.stringify({ killAfterMs: Math.round(killAfterMs), ...after.round })}`)
  }
} finally {
  await portal.stop()
  if (end === 'disk') execFileSync('umount', ['--lazy', folder])
  await removePortal(folder)
}
const sum = (name: keyof CrashRound) => rounds.reduce((total, round) => total + round[name], 0)
const bad = sum('lost') + sum('twice') + sum('partial') + sum('refused') + sum('unasked')
const slowest = Math.max(...rounds.map(({ readyMs }) => readyMs))
console.log(
  `${end} by ${door}: ${rounds.length} rounds, ${sum('acknowledged')} acknowledged, ${sum('unanswered')} unanswered; ` +
    `lost ${sum('lost')}, twice ${sum('twice')}, partial ${sum('partial')}, refused ${sum('refused')}, ` +
    `unasked ${sum('unasked')}; ready again after ${Math.round(slowest)} ms at most`,
)
process.exitCode = bad === 0 && slowest <= 10_000 ? 0 : 1
