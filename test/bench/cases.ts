/** The reports that are measured: real incidents of the corpus, and one of them made as long as long reports are. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Answer, Answers } from '#forms/item.ts'

export interface Case {
  id: string
  asOf: Date
  answers: Answers
}

/** The development corpus, in its order. */
export function readCases(): Case[] {
  const file = path.join(import.meta.dirname, '../corpus/dev.jsonl')
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const { id, as_of: asOf, answers } = JSON.parse(line) as { id: string; as_of: string; answers: Answers } // our own file
    return { id, asOf: new Date(asOf), answers }
  })
}

/** The one with the most bytes of answers. */
export function largestCase(cases: readonly Case[] = readCases()): Case {
  return cases.reduce((most, one) => (sizeOf(one.answers) > sizeOf(most.answers) ? one : most))
}

/**
 * A ransomware report with five recipients, its narratives continued with those of other incidents to about 8 kB: text
 * as people write it, so that it compresses no better than theirs.
 */
export function longReport(bytes = 8_000): Case {
  const cases = readCases()
  const base = cases.find(({ id }) => id === 'dev-032')
  if (!base) throw new Error('the corpus has no case dev-032')
  const others = cases.filter(({ id }) => id !== base.id)
  const texts = others.flatMap(({ answers: told }) => narratives.flatMap((item) => narrative(told[item]) ?? []))
  const answers: Record<string, Answer> = { ...base.answers }
  const own = narratives.filter((item) => narrative(answers[item]))
  for (const [turn, text] of texts.entries()) {
    const item = own[turn % own.length]
    if (!item || sizeOf(answers) >= bytes) break
    answers[item] = `${narrative(answers[item]) ?? ''}\n${text}`
  }
  return { ...base, id: 'long', answers }
}

const narratives = ['incident-summary', 'resp-done', 'impact-business', 'cause-summary', 'detect-narrative']

const narrative = (value: Answer | undefined) => (typeof value === 'string' && value.length > 20 ? value : undefined)

export const sizeOf = (answers: Answers): number => Buffer.byteLength(JSON.stringify(answers))
