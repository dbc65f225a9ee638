/**
 * What became of the case files that a body received in a period: exact, computed anew from clear columns by two queries
 * side by side. Their functions hold the officer's own body and prefecture; see migrations/040-statistics.sql.
 */
import type { Phase } from '#forms/item.ts'
import type { ActingDb, Tx } from './context.ts'

/** From `from` on, before `until`. */
export interface Period {
  from: Date
  until: Date
}

/** Seconds from the first receipt; null when it has happened to none. */
export interface Span {
  count: number
  median: number | null
  ninetieth: number | null
}

/** Clocks with a date: sent in time, sent too late, not sent and past, not sent and not yet due. */
export interface ClockCounts {
  onTime: number
  late: number
  overdue: number
  running: number
}

export interface Counts {
  received: number
  withdrawn: number
  opening: Span
  acknowledgement: Span
  closing: Span
  clocks: ClockCounts
}

export type Grouping = 'month' | 'attackType' | 'sector' | 'stage'

/** `value` is a month in Japan (2026-11), a value of an item, or null where the body was not told. */
export interface Group extends Counts {
  value: string | null
}

export interface Statistics extends Counts {
  by: Record<Grouping, Group[]>
  byReport: { report: Phase | 'notice'; clocks: ClockCounts }[]
}

const noClocks: ClockCounts = { onTime: 0, late: 0, overdue: 0, running: 0 }

export async function readStatistics(db: ActingDb, period: Period, now: Date): Promise<Statistics> {
  const [files, clocks] = await Promise.all([
    db.transaction((tx) => countCaseFiles(tx, period)),
    db.transaction((tx) => countClocks(tx, period, now)),
  ])
  const clocksOf = (grouping: string, value: string | null) =>
    clocks.find((line) => line.grouping === grouping && line.value === value)?.clocks ?? noClocks
  const groupsOf = (grouping: Grouping) =>
    files
      .filter((line) => line.grouping === grouping)
      .map(({ value, counts }) => ({ value, ...counts, clocks: clocksOf(grouping, value) }))
  const whole = files.find(({ grouping }) => grouping === 'all')?.counts ?? none
  return {
    ...whole,
    clocks: clocksOf('all', null),
    by: {
      month: groupsOf('month'),
      attackType: groupsOf('attackType'),
      sector: groupsOf('sector'),
      stage: groupsOf('stage'),
    },
    byReport: clocks.flatMap(({ grouping, value, clocks: counts }) =>
      grouping === 'report' && isReport(value) ? [{ report: value, clocks: counts }] : [],
    ),
  }
}

const isReport = (value: string | null): value is Phase | 'notice' =>
  value === 'initial' || value === 'interim' || value === 'final' || value === 'notice'

type FileCounts = Omit<Counts, 'clocks'>

const nothing: Span = { count: 0, median: null, ninetieth: null }
const none: FileCounts = { received: 0, withdrawn: 0, opening: nothing, acknowledgement: nothing, closing: nothing }

interface FileLine {
  grouping: Grouping | 'all'
  value: string | null
  received: number
  withdrawn: number
  opened: number
  openingTimes: [number, number] | null
  acknowledged: number
  acknowledgementTimes: [number, number] | null
  closed: number
  closingTimes: [number, number] | null
}

/** 100,000 case files are sorted in memory, not on disk. */
const inMemory = ({ sql }: Tx) => sql`select set_config('work_mem', '48MB', true)`

/** Compared as bytes: in the order of a language it takes three times as long. */
const grouped = (sql: Tx['sql']) => sql`
  date_trunc('month', received_at at time zone 'Asia/Tokyo') as month, attack_type collate "C" as attack,
  sector collate "C" as field, stage collate "C" as phase`

const both = [0.5, 0.9]

async function countCaseFiles(tx: Tx, { from, until }: Period) {
  const { sql } = tx
  await inMemory(tx)
  const percentiles = (name: 'opening' | 'acknowledgement' | 'closing') =>
    sql`percentile_cont(${both}::float8[]) within group (order by ${sql(name)})`
  const lines = await sql<FileLine[]>`
    with files as (select ${grouped(sql)}, f.* from case_files_of_period(${from}, ${until}) f)
    select case grouping(month, attack, field, phase)
        when 7 then 'month' when 11 then 'attackType' when 13 then 'sector' when 14 then 'stage' else 'all' end as grouping,
      coalesce(to_char(month, 'YYYY-MM'), attack, field, phase) as value,
      count(*)::integer as received, (count(*) filter (where withdrawn))::integer as withdrawn,
      count(opening)::integer as opened, ${percentiles('opening')} as opening_times,
      count(acknowledgement)::integer as acknowledged, ${percentiles('acknowledgement')} as acknowledgement_times,
      count(closing)::integer as closed, ${percentiles('closing')} as closing_times
    from files group by grouping sets ((), (month), (attack), (field), (phase))
    order by month, received desc, value`
  return lines.map(({ grouping, value, ...line }) => ({ grouping, value, counts: countsOf(line) }))
}

function countsOf(line: Omit<FileLine, 'grouping' | 'value'>): FileCounts {
  return {
    received: line.received,
    withdrawn: line.withdrawn,
    opening: span(line.opened, line.openingTimes),
    acknowledgement: span(line.acknowledged, line.acknowledgementTimes),
    closing: span(line.closed, line.closingTimes),
  }
}

const span = (count: number, times: [number, number] | null): Span =>
  count === 0 || !times ? nothing : { count, median: times[0], ninetieth: times[1] }

interface ClockLine extends ClockCounts {
  grouping: Grouping | 'report' | 'all'
  value: string | null
}

async function countClocks(tx: Tx, { from, until }: Period, now: Date) {
  const { sql } = tx
  await inMemory(tx)
  const counted = (outcome: keyof ClockCounts) => sql`(count(*) filter (where outcome = ${outcome}))::integer`
  const lines = await sql<ClockLine[]>`
    with timed as (select ${grouped(sql)}, k.* from clocks_of_period(${from}, ${until}, ${now}) k)
    select case grouping(month, attack, field, phase, report) when 15 then 'month' when 23 then 'attackType'
        when 27 then 'sector' when 29 then 'stage' when 30 then 'report' else 'all' end as grouping,
      coalesce(to_char(month, 'YYYY-MM'), attack, field, phase, report) as value, ${counted('onTime')} as on_time,
      ${counted('late')} as late, ${counted('overdue')} as overdue, ${counted('running')} as running
    from timed group by grouping sets ((), (month), (attack), (field), (phase), (report))
    order by array_position(array['initial', 'interim', 'final', 'notice'], report)`
  return lines.map(({ grouping, value, ...clocks }) => ({ grouping, value, clocks }))
}
