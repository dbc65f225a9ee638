/** `npm run score`: both development sets, scored. What is wrong is named; nothing is timed. */
import { deadline } from '#app/cli/deadlines.ts'
import { predict } from '#app/cli/plan.ts'
import { cases, vectors } from './expectations.ts'
import { scoreCases, scoreDeadlines } from './score.ts'

const score = scoreCases(cases, cases.map(predict))
const deadlines = scoreDeadlines(vectors, vectors.map(deadline))

for (const { id, note } of [...score.notes, ...deadlines.notes]) process.stdout.write(`${id}  ${note}\n`)
const rows: [string, string][] = [
  ['cases scored', `${score.cases}`],
  ['recipients exactly right: must', `${score.must}`],
  ['recipients exactly right: should', `${score.should}`],
  ['recipients exactly right: undecided', `${score.undecided}`],
  ['recipients exactly right: whole', `${score.exact}`],
  ['sent without ground', `${score.noGround}`],
  ['items that leak', `${score.leaks}`],
  ['sent while undecided', `${score.premature}`],
  ['duties missed', `${score.missedMust}`],
  ['items missing', `${score.missingItems}`],
  ['clocks right', `${score.clocksRight} of ${score.clocks}`],
  ['dates without a duty', `${score.dutylessDates}`],
  ['deadline vectors right', `${deadlines.right} of ${deadlines.vectors}`],
]
for (const [what, value] of rows) process.stdout.write(`${what.padEnd(36)} ${value}\n`)
