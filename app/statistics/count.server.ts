/** Counts the facts of case files: exact, and in a part of the time in which a database sorts them for every group. */
import { meetings, never, phases, type CaseFacts, type Column } from '#db/case-files/case-facts.server.ts'

import {
  nobody,
  nothingReceived,
  type ClockCounts,
  type Group,
  type Grouping,
  type SpanName,
  type Statistics,
} from './counts.ts'
import { quickestFirst, spansOf } from './spans.ts'
import { tally } from './tally.ts'

/** Months as they follow each other; in the other groups what came most often stands first. */
export function countFacts(facts: CaseFacts, now: Date): Statistics {
  const order = (name: SpanName) => quickestFirst(facts[name], never)
  const orders = { opening: order('opening'), acknowledgement: order('acknowledgement'), closing: order('closing') }
  const counting = { facts, orders, outcomes: outcomesOf(facts, now) }
  const by = (grouping: Grouping) => groupsOf(facts[grouping], counting)
  const byNumber = (grouping: Grouping) => by(grouping).toSorted((a, b) => b.received - a.received || inWords(a, b))
  const everything = { values: [null], of: new Uint16Array(facts.month.of.length) }
  return {
    ...(groupsOf(everything, counting)[0] ?? nothingReceived),
    by: {
      month: by('month').toSorted(inWords),
      attackType: byNumber('attackType'),
      sector: byNumber('sector'),
      stage: byNumber('stage'),
    },
    byReport: byReport(counting),
  }
}

interface Counting {
  facts: CaseFacts
  /** Places of case files, the quickest first. */
  orders: Record<SpanName, Uint32Array>
  /** Of each clock a place in `outcomes`; beyond them for what does not count. */
  outcomes: Uint8Array
}

const outcomes = ['onTime', 'late', 'overdue', 'running'] as const
const uncounted = outcomes.length

/** What is due from a report that was withdrawn is owed no longer. */
function outcomesOf({ clocks, withdrawn }: CaseFacts, now: Date): Uint8Array {
  const [met, open] = [
    meetings.map((how) => (how === 'no' ? uncounted : outcomes.indexOf(how))),
    meetings.indexOf('no'),
  ]
  const [overdue, running] = [outcomes.indexOf('overdue'), outcomes.indexOf('running')]
  const today = now.getTime() / 1000
  return clocks.met.map((how, clock) => {
    if (how !== open || withdrawn[clocks.file[clock] ?? 0]) return met[how] ?? uncounted
    return (clocks.dueAt[clock] ?? 0) < today ? overdue : running
  })
}

/** One for each value of the column. */
function groupsOf({ values, of }: Column, { facts, orders, outcomes: found }: Counting): Group[] {
  const files = tally(of, facts.withdrawn, [values.length, 2])
  const clocks = tally(groupOfClock(facts.clocks.file, of), found, [values.length, uncounted + 1])
  const spans = (name: SpanName) => spansOf(facts[name], orders[name], of, values.length)
  const [opening, acknowledgement, closing] = [spans('opening'), spans('acknowledgement'), spans('closing')]
  return values.map((value, group) => {
    const [standing = 0, withdrawn = 0] = files[group] ?? []
    return {
      value,
      received: standing + withdrawn,
      withdrawn,
      opening: opening[group] ?? nobody,
      acknowledgement: acknowledgement[group] ?? nobody,
      closing: closing[group] ?? nobody,
      clocks: clockCounts(clocks[group]),
    }
  })
}

/** The group of each clock's case file. */
const groupOfClock = (files: Uint32Array, of: Uint16Array) => files.map((file) => of[file] ?? 0)

const clockCounts = ([onTime = 0, late = 0, overdue = 0, running = 0]: readonly number[] = []): ClockCounts => ({
  onTime,
  late,
  overdue,
  running,
})

/** Only kinds of reports that a clock counts for. */
function byReport({ facts, outcomes: found }: Counting): Statistics['byReport'] {
  const counts = tally(facts.clocks.report, found, [phases.length, uncounted + 1])
  return phases.flatMap((report, at) => {
    const clocks = clockCounts(counts[at])
    return Object.values(clocks).some((count) => count > 0) ? [{ report, clocks }] : []
  })
}

/** By code points, so that the order is the same in every language. */
const inWords = (a: Group, b: Group) => ((a.value ?? '\uffff') < (b.value ?? '\uffff') ? -1 : 1)
