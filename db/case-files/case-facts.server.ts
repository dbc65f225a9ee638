/**
 * What statistics count of case files, as the database packs it: side by side in columns. So a hundred thousand case
 * files are one index scan and a few megabytes; see migrations/070-case-facts.sql.
 */
import type { Tx } from '#db/context.ts'
import type { Phase } from '#forms/item.ts'

/** From `from` on, before `until`. */
export interface Period {
  from: Date
  until: Date
}

/** `of` has a place for each case file, which says where its value stands in `values`. */
export interface Column {
  values: readonly (string | null)[]
  of: Uint16Array
}

/** Every list has a place for each case file, in the same order, which is none. Null: the body was not told. */
export interface CaseFacts {
  /** Of the first receipt, in Japan: 2026-11. */
  month: Column
  attackType: Column
  sector: Column
  stage: Column
  /** 1 or 0. */
  withdrawn: Uint8Array
  /** Seconds from the first receipt; `never` as long as it has not happened. */
  opening: Int32Array
  acknowledgement: Int32Array
  closing: Int32Array
  clocks: ClockFacts
}

export const never = -2_147_483_648

/** Clocks with a date. Every list has a place for each of them. */
export interface ClockFacts {
  /** The place of its case file in the lists of case files. */
  file: Uint32Array
  /** A place in `phases`. */
  report: Uint8Array
  /** Has a delivery of its kind or a later one come? A place in `meetings`. */
  met: Uint8Array
  dueAt: Float64Array // seconds since 1970
}

export const phases = ['initial', 'interim', 'final'] as const satisfies readonly Phase[]
export const meetings = ['no', 'onTime', 'late'] as const

/**
 * As the worker: notes down what statistics count of each case file of these reports. Several are held fast at once, so
 * whoever holds one of them is not waited for: the two could wait for each other.
 */
export async function writeCaseFacts(tx: Tx, reportIds: readonly string[]): Promise<void> {
  if (reportIds.length > 1) await tx.sql`select set_config('lock_timeout', '200', true)`
  await tx.sql`select write_case_facts(${`{${reportIds.join(',')}}`}::uuid[])`
}

interface Packed {
  received: Buffer
  attackTypes: string
  sectors: string
  stages: string
  withdrawn: Buffer
  opening: Buffer
  acknowledgement: Buffer
  closing: Buffer
  clocks: Buffer
  clockCounts: Buffer
}

const no = Buffer.alloc(0)
const nothing: Packed = {
  received: no,
  attackTypes: '',
  sectors: '',
  stages: '',
  withdrawn: no,
  opening: no,
  acknowledgement: no,
  closing: no,
  clocks: no,
  clockCounts: no,
}

/** As an officer: what the own body, in the own prefecture, first received in the period. Nobody else is told anything. */
export async function listCaseFacts(tx: Tx, { from, until }: Period): Promise<CaseFacts> {
  const [packed = nothing] = await tx.sql<Packed[]>`select * from case_facts_of_period(${from}, ${until})`
  return unpack(packed)
}

function unpack({ attackTypes, sectors, stages, withdrawn, ...packed }: Packed): CaseFacts {
  const names = (text: string) => columnOf(text.split('\t', withdrawn.length))
  return {
    month: columnOf(monthsOf(integers(packed.received))),
    attackType: names(attackTypes),
    sector: names(sectors),
    stage: names(stages),
    withdrawn,
    opening: integers(packed.opening),
    acknowledgement: integers(packed.acknowledgement),
    closing: integers(packed.closing),
    clocks: clocksOf(packed.clocks, packed.clockCounts),
  }
}

/** Of minutes since 1970. Japan is nine hours ahead, all year round. */
function monthsOf(minutes: Int32Array): string[] {
  const known = new Map<number, string>()
  return Array.from(minutes, (minute) => {
    const day = Math.floor((minute + 540) / 1440)
    const month = known.get(day) ?? new Date(day * 86_400_000).toISOString().slice(0, 7)
    known.set(day, month)
    return month
  })
}

function columnOf(names: readonly string[]): Column {
  const places = new Map<string, number>()
  const of = new Uint16Array(names.length)
  names.forEach((name, file) => {
    const place = places.get(name) ?? places.size
    if (place === places.size) places.set(name, place)
    of[file] = place
  })
  return { values: [...places.keys()].map((name) => (name === '' ? null : name)), of }
}

// Plain loops: what makes a list from a function takes ten times as long, and there are hundreds of thousands.

function integers(bytes: Buffer): Int32Array {
  const list = new Int32Array(bytes.length / 4)
  for (let place = 0; place < list.length; place++) list[place] = bytes.readInt32BE(place * 4)
  return list
}

const clockBytes = 9

function clocksOf(bytes: Buffer, counts: Buffer): ClockFacts {
  const length = bytes.length / clockBytes
  const kinds = new Uint8Array(length)
  const dueAt = new Float64Array(length)
  for (let place = 0; place < length; place++) {
    kinds[place] = bytes[place * clockBytes] ?? 0
    dueAt[place] = bytes.readDoubleBE(place * clockBytes + 1)
  }
  return {
    file: filesOf(counts, length),
    report: kinds.map((kind) => (kind & 15) - 1),
    met: kinds.map((kind) => kind >> 4),
    dueAt,
  }
}

/** The clocks of one case file follow each other. */
function filesOf(counts: Buffer, clocks: number): Uint32Array {
  const files = new Uint32Array(clocks)
  let end = 0
  for (let file = 0; file * 2 < counts.length; file++) {
    const begin = end
    end += counts.readInt16BE(file * 2)
    files.fill(file, begin, end)
  }
  return files
}
