/** `npm run score`: the sets of incidents and of deadlines, scored. What is wrong is named; nothing is timed. */
import { deadline } from '#app/cli/deadlines.ts'
import { predict } from '#app/cli/plan.ts'
import { boundaries, differences } from './boundaries.ts'
import { cases, ownCases, vectors, type Case } from './expectations.ts'
import { scoreCases, scoreDeadlines, type CaseNote } from './score.ts'

type Rows = [string, string][]

function caseRows(of: readonly Case[]): Rows {
  const score = scoreCases(of, of.map(predict))
  tell(score.notes)
  return [
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
  ]
}

function deadlineRows(): Rows {
  const score = scoreDeadlines(vectors, vectors.map(deadline))
  tell(score.notes)
  return [['deadline vectors right', `${score.right} of ${score.vectors}`]]
}

function boundaryRows(): Rows {
  const wrong = boundaries.map(differences).filter((differing) => differing.length > 0)
  for (const line of wrong.flat()) process.stdout.write(`${line}\n`)
  return [['edges of the law right', `${boundaries.length - wrong.length} of ${boundaries.length}`]]
}

function tell(notes: readonly CaseNote[]): void {
  for (const { id, note } of notes) process.stdout.write(`${id}  ${note}\n`)
}

for (const [name, rows] of [
  ['development corpus', caseRows(cases)],
  ['own corpus', caseRows(ownCases)],
  ['edges of the law', boundaryRows()],
  ['deadlines', deadlineRows()],
] as const) {
  process.stdout.write(`\n${name}\n`)
  for (const [what, value] of rows) process.stdout.write(`${what.padEnd(36)} ${value}\n`)
}
