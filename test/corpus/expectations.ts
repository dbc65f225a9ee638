/**
 * Incidents with what the law says should happen to them, read from the files beside this one. `cases` are the development
 * corpus; `ownCases` are other public incidents, with expectations by judgement of the law and not taken from the rules.
 */
import { readFileSync } from 'node:fs'
import type { Answers } from '#forms/item.ts'
import type { DueContext } from '#forms/deadlines/clock.ts'

export interface ExpectedClock {
  recipient: string
  report: string
  due: string
  precision: 'day' | 'minute' | 'promptly'
  accept?: string[]
  alt_recipients?: string[]
  scored: boolean
}

export interface Expected {
  recipients: {
    must: { id: string; alt?: string[] }[]
    should: { id: string }[]
    undecided: { id: string; depends_on: string[] }[]
    may: { id: string; accept_as?: string[] }[]
    must_not: string[]
  }
  items: Record<string, { must_include: string[]; must_exclude: string[] }>
  items_any?: { any_of: string[]; must_include: string[] }[]
  clocks: ExpectedClock[]
}

export interface Case {
  id: string
  as_of: string
  phase: string
  answers: Answers
  expected: Expected
  confidence: 'high' | 'medium' | 'low'
}

export interface Vector {
  id: string
  clock: string
  start: string
  context?: DueContext
  expected_due: string
  precision: ExpectedClock['precision']
  accept?: string[]
  confidence: 'high' | 'medium' | 'low'
}

export const cases: readonly Case[] = linesOf('dev.jsonl')
export const ownCases: readonly Case[] = linesOf('own.jsonl')
export const vectors: readonly Vector[] = linesOf('deadlines.dev.jsonl')

function linesOf<T>(file: string): T[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line))
}
