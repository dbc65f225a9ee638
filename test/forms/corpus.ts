/** The cases of the routing corpus: real incidents with invented names. */
import { readFileSync } from 'node:fs'
import type { Answers } from '#forms/item.ts'

export interface CorpusCase {
  id: string
  answers: Answers
}

export const corpus: CorpusCase[] = readFileSync(new URL('../corpus/dev.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))

export function caseOf(id: string): CorpusCase {
  const found = corpus.find((one) => one.id === id)
  if (!found) throw new RangeError(`no case ${id}`)
  return found
}
