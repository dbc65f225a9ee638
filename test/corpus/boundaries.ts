/**
 * The edges of the law, one thing changed at a time: each row of boundaries.jsonl is one of four plain incidents but for some
 * answers (null: not answered), with what the rules of the law say of it. Written from the rules and not from the code; the
 * letter and number of an id name the rule in order: r1 triggers, r2 purpose, r3 public bodies, r4 delegation, r5 processors,
 * r6 whether people are concerned, r7 encryption, r8 My Number, r9 強化法5条, r10 telecom, r11 finance, r12 power and gas, r13 care,
 * r14 critical sectors, r15 cards, r16 police, JPCERT/CC and IPA, r17 NCO, r18 experts, r19 no attack, r20 everybody else.
 * c: several of these at once. e: answers in English words. q: answers as programs write them. s: situations modelled on public
 * incidents, in as many trades as the form names and some it does not. x: answers that contradict each other, or hardly can be.
 */
import { readFileSync } from 'node:fs'
import { predict } from '#app/cli/plan.ts'
import type { Answer, Answers } from '#forms/item.ts'

type Category = 'must' | 'should' | 'undecided'
const categories: readonly Category[] = ['must', 'should', 'undecided']

interface Row extends Partial<Record<Category, string[]>> {
  id: string
  on: string
  but: Record<string, Answer | null>
  /** Bodies that may be told or not: nothing is expected of them. */
  may?: string[]
  /** Beginnings of the moments that are right, by recipient and report. */
  due?: Record<string, string[]>
  /** When it is asked, and at which stage, if not at the first report. */
  as_of?: string
  phase?: 'interim' | 'final'
}

const lines: (Row | { id: string; base: Answers })[] = readFileSync(
  new URL('boundaries.jsonl', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))

const bases = new Map(lines.flatMap((line) => ('base' in line ? [[line.id, line.base]] : [])))
export const boundaries: readonly Row[] = lines.filter((line) => 'but' in line)

export function answersAt({ on, but }: Row): Answers {
  const answers = Object.entries({ ...bases.get(on), ...but })
  return Object.fromEntries(answers.flatMap(([item, answer]) => (answer === null ? [] : [[item, answer]])))
}

/** What the plan says otherwise than the row, in words; nothing when they agree. */
export function differences(row: Row): string[] {
  const answers = answersAt(row)
  const { id, as_of = '2026-11-10T09:00:00+09:00', phase = 'initial' } = row
  const { recipients, clocks } = predict({ id, as_of, phase, answers })
  const judged = (bodies: readonly string[] = []) =>
    bodies
      .filter((body) => !row.may?.includes(body))
      .toSorted()
      .join(' ')
  const wrong = categories
    .filter((category) => judged(recipients[category]) !== judged(row[category]))
    .map((category) => `${row.id} ${category}: ${judged(recipients[category])} instead of ${judged(row[category])}`)
  const late = Object.entries(row.due ?? {}).flatMap(([of, moments]) => {
    const told = clocks.filter(({ recipient, report, due }) => `${recipient}/${report}` === of && due !== 'promptly')
    const right = told.length > 0 && told.every(({ due }) => moments.some((moment) => due.startsWith(moment)))
    return right ? [] : [`${row.id} ${of}: ${told.map(({ due }) => due).join(' ')} instead of ${moments.join(' or ')}`]
  })
  return [...wrong, ...late]
}
