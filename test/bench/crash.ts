/** `node test/bench/crash.ts --rounds 50`: the crash story many times over, each time killed at another moment. */
import { parseArgs } from 'node:util'
import { crashRound, type CrashRound } from './crash-round.ts'
import { removePortal, startPortal } from './portal.ts'

const { values: told } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, filings: { type: 'string', default: '120' } },
})
const rounds: CrashRound[] = []
let portal = await startPortal()
try {
  for (let turn = 1; turn <= Number(told.rounds); turn++) {
    const killAfterMs = 20 + Math.random() * 400
    const after = await crashRound({ portal, filings: Number(told.filings), killAfterMs })
    portal = after.portal
    rounds.push(after.round)
    console.log(`${turn}: ${JSON.stringify({ killAfterMs: Math.round(killAfterMs), ...after.round })}`)
  }
} finally {
  await portal.stop()
  await removePortal(portal.folder)
}
const sum = (name: keyof CrashRound) => rounds.reduce((total, round) => total + round[name], 0)
const bad = sum('lost') + sum('twice') + sum('partial') + sum('refused') + sum('unasked')
const slowest = Math.max(...rounds.map(({ readyMs }) => readyMs))
console.log(
  `${rounds.length} rounds, ${sum('acknowledged')} acknowledged, ${sum('unanswered')} unanswered; ` +
    `lost ${sum('lost')}, twice ${sum('twice')}, partial ${sum('partial')}, refused ${sum('refused')}, ` +
    `unasked ${sum('unasked')}; ready again after ${Math.round(slowest)} ms at most`,
)
process.exitCode = bad === 0 ? 0 : 1
