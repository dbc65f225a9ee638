/** Problems as what a page needs: at which field, which words, and where in the answer. */
import { fieldOfProblem, type Problem } from '#forms/answers.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'
import type { Item, ItemId, Kind } from '#forms/item.ts'

export interface FieldMessage {
  /** The field that it is about. */
  id: string
  item: ItemId
  part?: string
  /** The row of a repeated group, from 0. */
  index?: number
  code: string
  values: Readonly<Record<string, string | number>>
  /** Lines of a list, from 1. */
  lines: readonly number[]
}

/** One message for all lines of a list in which the same is wrong. */
export function messagesOf(problems: readonly Problem[]): FieldMessage[] {
  const alike = Map.groupBy(problems, (problem) => `${fieldOf(problem)} ${problem.code}`)
  return [...alike.values()].flatMap(([first, ...more]) => (first ? [messageOf(first, more)] : []))
}

const fieldOf = (problem: Problem): string => fieldOfProblem(problem, itemOf(currentEdition, problem.item))

function messageOf(problem: Problem, alike: readonly Problem[]): FieldMessage {
  const { item: id, part, index, code, values = {} } = problem
  const item = itemOf(currentEdition, id)
  const isList = kindAt(item, part)?.kind === 'list'
  const lines = isList ? [problem, ...alike].map((one) => Number(one.values?.['line'] ?? 0)).filter(Boolean) : []
  return { id: fieldOf(problem), item: id, part, index, code: wordsFor(code, item), values, lines }
}

/** "Not known yet" is not proposed where it cannot be chosen. */
const wordsFor = (code: string, { mayBeUnknown }: Item): string =>
  code === 'partMissing' && mayBeUnknown ? 'partMissingOrUnknown' : code

function kindAt({ asks }: Item, part: string | undefined): Kind | undefined {
  return part !== undefined && 'parts' in asks ? asks.parts[part] : asks
}

/** What stands beside each field; nothing of it is left out. */
export function errorsBeside(messages: readonly { id: string; own: string }[]): ReadonlyMap<string, string> {
  const byField = Map.groupBy(messages, ({ id }) => id)
  return new Map([...byField].map(([id, all]) => [id, all.map(({ own }) => own).join(' ')]))
}
