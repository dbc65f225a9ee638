/** How predictions compare with the corpus. Worst first: data sent without ground, items that leak, sent while undecided. */
import type { Deadline } from '#app/cli/deadlines.ts'
import type { Prediction } from '#app/cli/plan.ts'
import type { Case, Expected, ExpectedClock, Vector } from './expectations.ts'

export interface CaseNote {
  id: string
  note: string
}

export interface Score {
  cases: number
  must: number
  should: number
  undecided: number
  exact: number
  noGround: number
  leaks: number
  premature: number
  missedMust: number
  missingItems: number
  clocks: number
  clocksRight: number
  dutylessDates: number
  notes: CaseNote[]
}

type Category = 'must' | 'should' | 'undecided'

/** Cases of low confidence are left out; a prediction that is missing counts as wrong in everything. */
export function scoreCases(cases: readonly Case[], predictions: readonly Prediction[]): Score {
  const byId = new Map(predictions.map((prediction) => [prediction.id, prediction]))
  const score: Score = {
    cases: 0,
    must: 0,
    should: 0,
    undecided: 0,
    exact: 0,
    noGround: 0,
    leaks: 0,
    premature: 0,
    missedMust: 0,
    missingItems: 0,
    clocks: 0,
    clocksRight: 0,
    dutylessDates: 0,
    notes: [],
  }
  for (const one of cases.filter(({ confidence }) => confidence !== 'low')) {
    score.cases += 1
    const prediction = byId.get(one.id)
    if (!prediction) {
      score.notes.push({ id: one.id, note: 'no prediction' })
      continue
    }
    const say = (note: string) => score.notes.push({ id: one.id, note })
    scoreRecipients(score, one.expected, prediction, say)
    scoreItems(score, one.expected, prediction, say)
    scoreClocks(score, one.expected, prediction, say)
  }
  return score
}

type Say = (note: string) => void

function scoreRecipients(score: Score, { recipients }: Expected, { recipients: got }: Prediction, say: Say): void {
  const accepted = new Map(recipients.may.map(({ id, accept_as }) => [id, accept_as ?? ['should', 'undecided']]))
  const must = recipients.must.map(({ id, alt }) =>
    got.must.includes(id) ? id : (alt?.find((other) => got.must.includes(other)) ?? id),
  )
  const expected: Record<Category, string[]> = {
    must,
    should: recipients.should.map(({ id }) => id),
    undecided: recipients.undecided.map(({ id }) => id),
  }
  const right = (category: Category) =>
    sameSet(
      got[category].filter((id) => expected[category].includes(id) || !accepted.get(id)?.includes(category)),
      expected[category],
    )
  const rights = (['must', 'should', 'undecided'] as const).map((category) => {
    if (right(category)) score[category] += 1
    else say(`${category}: got ${got[category].join(' ')}, expected ${expected[category].join(' ')}`)
    return right(category)
  })
  if (rights.every(Boolean)) score.exact += 1
  const sent = [...got.must, ...got.should]
  score.noGround += tell(
    say,
    'no ground',
    sent.filter((id) => recipients.must_not.includes(id)),
  )
  score.premature += tell(
    say,
    'sent while undecided',
    sent.filter((id) => expected.undecided.includes(id)),
  )
  score.missedMust += tell(
    say,
    'missed',
    must.filter((id) => ![...sent, ...got.undecided].includes(id)),
  )
}

function scoreItems(
  score: Score,
  { items, items_any }: Expected,
  { items: got, recipients }: Prediction,
  say: Say,
): void {
  for (const [id, { must_include, must_exclude }] of Object.entries(items)) {
    const list = got[id]
    if (!list && ![...recipients.must, ...recipients.should].includes(id)) continue
    score.leaks += tell(
      say,
      `leak to ${id}`,
      (list ?? []).filter((item) => must_exclude.includes(item)),
    )
    score.missingItems += tell(
      say,
      `missing for ${id}`,
      must_include.filter((item) => !list?.includes(item)),
    )
  }
  for (const { any_of, must_include } of items_any ?? []) {
    const missing = any_of.map((id) => must_include.filter((item) => !got[id]?.includes(item)))
    const best = missing.toSorted((one, other) => one.length - other.length)[0] ?? []
    score.missingItems += tell(say, `missing for any of ${any_of.join(' ')}`, best)
  }
}

function scoreClocks(score: Score, { clocks, recipients }: Expected, { clocks: got }: Prediction, say: Say): void {
  for (const clock of clocks.filter(({ scored }) => scored)) {
    score.clocks += 1
    const candidates = got.filter((one) => sameReport(one, clock))
    if (candidates.some(({ due }) => dueMatches(due, clock))) score.clocksRight += 1
    else
      say(
        `clock ${clock.recipient} ${clock.report}: got ${candidates.map(({ due }) => due).join(' ')}, expected ${clock.due}`,
      )
  }
  const free = [...recipients.may, ...recipients.undecided].map(({ id }) => id)
  const dated = got.filter(({ report, due }) => ['initial', 'final'].includes(report) && due !== 'promptly')
  const known = [...recipients.must, ...recipients.should].map(({ id }) => id).concat(recipients.must_not)
  score.dutylessDates += tell(
    say,
    'date without a duty',
    dated
      .filter((one) => known.includes(one.recipient) && !free.includes(one.recipient))
      .filter((one) => !clocks.some((clock) => sameReport(one, clock)))
      .map(({ recipient, due }) => `${recipient} ${due}`),
  )
}

function sameReport(one: Prediction['clocks'][number], other: ExpectedClock): boolean {
  return one.report === other.report && [other.recipient, ...(other.alt_recipients ?? [])].includes(one.recipient)
}

export interface DeadlineScore {
  vectors: number
  right: number
  notes: CaseNote[]
}

export function scoreDeadlines(vectors: readonly Vector[], deadlines: readonly Deadline[]): DeadlineScore {
  const byId = new Map(deadlines.map((deadline) => [deadline.id, deadline.due]))
  const scored = vectors.filter(({ confidence }) => confidence !== 'low')
  const wrong = scored.filter((vector) => !dueMatches(byId.get(vector.id), { ...vector, due: vector.expected_due }))
  const notes = wrong.map(({ id, expected_due }) => ({ id, note: `got ${byId.get(id)}, expected ${expected_due}` }))
  return { vectors: scored.length, right: scored.length - wrong.length, notes }
}

/** Days are compared in Japan, or in the written offset abroad; minutes to the minute. */
function dueMatches(
  due: string | undefined,
  { due: expected, accept, precision }: Pick<ExpectedClock, 'due' | 'accept' | 'precision'>,
): boolean {
  if (due === undefined) return false
  return (accept?.length ? accept : [expected]).some((candidate) => {
    if (precision === 'promptly' || candidate === 'promptly' || due === 'promptly') return due === candidate
    if (precision === 'minute') return minuteOf(due) === minuteOf(candidate)
    return candidate.endsWith('+09:00') && due.length > 10
      ? dayInJapan(due) === dayInJapan(candidate)
      : due.slice(0, 10) === candidate.slice(0, 10)
  })
}

function minuteOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 60_000)
}

function dayInJapan(instant: string): number {
  return Math.floor((Date.parse(instant) / 3_600_000 + 9) / 24)
}

function sameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id))
}

function tell(say: Say, what: string, found: readonly string[]): number {
  if (found.length > 0) say(`${what}: ${found.join(' ')}`)
  return found.length
}
