/** Several bodies ask about the same item: the reporter sees one question and answers it once. */
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface OpenQuestion {
  id: string
  recipient: RecipientId
  item: ItemId | null
  text: string
  askedAt: Date
  /** The day an answer is wanted by, YYYY-MM-DD in Japan. */
  due: string | null
}

export interface MergedQuestion {
  /** The item's id, or the question's own id when it is about the report in general. */
  key: string
  item: ItemId | null
  questions: readonly OpenQuestion[]
  recipients: readonly RecipientId[]
  /** The earliest day that any of them wants an answer by. */
  due: string | null
}

/** Questions about one item become one; general questions stay apart. The most urgent comes first, then the oldest. */
export function mergeQuestions(open: readonly OpenQuestion[]): MergedQuestion[] {
  const oldestFirst = open.toSorted((a, b) => a.askedAt.getTime() - b.askedAt.getTime())
  const merged = [...Map.groupBy(oldestFirst, ({ item, id }) => item ?? id)].map(([key, questions]) => ({
    key,
    item: questions[0]?.item ?? null,
    questions,
    recipients: [...new Set(questions.map(({ recipient }) => recipient))],
    due: questions.flatMap(({ due }) => due ?? []).toSorted()[0] ?? null,
  }))
  return merged.toSorted((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
}
