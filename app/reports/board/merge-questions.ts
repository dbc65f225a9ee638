/** Several bodies ask about the same items: the reporter sees one question and answers it once. */
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface OpenQuestion {
  id: string
  recipient: RecipientId
  /** Of its case file. */
  prefecture: string | null
  /** None asks in general. */
  items: readonly ItemId[]
  text: string
  askedAt: Date
  /** The day an answer is wanted by, YYYY-MM-DD in Japan. */
  due: string | null
  /** The body has closed its case since. */
  closed: boolean
}

export interface MergedQuestion {
  /** The first item's id, or the question's own id when it is about the report in general. */
  key: string
  items: readonly ItemId[]
  questions: readonly OpenQuestion[]
  recipients: readonly RecipientId[]
  /** The earliest day that any of them wants an answer by. */
  due: string | null
}

/** As everywhere: what each recipient has asked is one question, however they are shown together. */
export const countAsked = (merged: readonly MergedQuestion[]): number =>
  merged.reduce((count, { questions }) => count + questions.length, 0)

/** Questions that share an item become one; general questions stay apart. The most urgent comes first, then the oldest. */
export function mergeQuestions(open: readonly OpenQuestion[]): MergedQuestion[] {
  const oldestFirst = open.toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
  const merged = oldestFirst.reduce<OpenQuestion[][]>(join, []).map(mergedOf)
  return merged.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
}

/** A question about two items may bring together what was apart. */
function join(groups: OpenQuestion[][], question: OpenQuestion): OpenQuestion[][] {
  const touches = (group: OpenQuestion[]) =>
    group.some(({ items }) => items.some((item) => question.items.includes(item)))
  const [first, ...others] = groups.filter(touches)
  if (!first) return [...groups, [question]]
  const together = [...first, ...others.flat(), question]
  return groups.flatMap((group) => (group === first ? [together] : others.includes(group) ? [] : [group]))
}

/** What a form was drawn for, as it stands now: a retraction may have brought apart what was one, or given it another key. */
export function questionMeant(
  questions: readonly MergedQuestion[],
  { key, items }: { key: string; items: ReadonlySet<ItemId> },
): MergedQuestion[] {
  const meant = questions.filter((one) => one.key === key || one.items.some((item) => items.has(item)))
  return meant.length > 0 ? [mergedOf(meant.flatMap((one) => one.questions))] : []
}

function mergedOf(group: readonly OpenQuestion[]): MergedQuestion {
  const questions = group.toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
  const items = [...new Set(questions.flatMap((question) => question.items))]
  return {
    key: items[0] ?? questions[0]?.id ?? '',
    items,
    questions,
    recipients: [...new Set(questions.map(({ recipient }) => recipient))],
    due: questions.flatMap(({ due }) => due ?? []).toSorted()[0] ?? null,
  }
}
