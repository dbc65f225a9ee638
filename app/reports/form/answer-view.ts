/** One page of the form as plain data. */
import { formValues, proposedAnswer, type FieldValues } from '#forms/answers.ts'
import { doubtsAbout, type Doubt } from '#forms/answers/ahead.ts'
import { fileItems, filesIn, type FileEntry } from '#forms/files.ts'
import type { Answers, Edition, Item, ItemId } from '#forms/item.ts'
import type { Asked, Plan } from '#forms/plan.ts'

import { isTriaged, openNow, stateOf, type Step } from './steps.ts'

export interface AskedField extends Asked {
  kind: Item
  values: FieldValues
  carried: boolean
  answered: boolean
  /** The time that is saved can hardly be meant. */
  doubt: Doubt | null
  /** Null where the item takes none. */
  files: readonly FileEntry[] | null
}

export interface AnswerView {
  step: Step
  fields: readonly AskedField[]
  /** How many answers the first report lacks; null until the first page says which of them do not apply. */
  left: number | null
}

/** When the page comes back with problems, `typed` stands in for the saved answers, and it shows what it `shown` before. */
export function answerView(
  edition: Edition,
  steps: readonly Step[],
  step: Step,
  answers: Answers,
  now: Date,
  typed?: Readonly<Record<ItemId, readonly string[]>>,
  shown?: readonly ItemId[],
): AnswerView {
  const doubts = doubtsAbout(typed ? {} : answers, now)
  return {
    step,
    fields: askedOn(steps, step, shown).flatMap((asked) => {
      const item = edition.items.get(asked.item)
      return item ? { ...fieldOf(edition, item, asked, answers, typed), doubt: doubts.get(item.id) ?? null } : []
    }),
    left: leftIn(steps),
  }
}

export const leftIn = (steps: readonly Step[]): number | null => (isTriaged(steps) ? openNow(steps) : null)

/** A page that comes back shows the same questions, wherever the new plan would put them. */
function askedOn(steps: readonly Step[], step: Step, shown: readonly ItemId[] | undefined): readonly Asked[] {
  if (!shown) return step.asked
  const everywhere = new Map(steps.flatMap(({ asked }) => asked).map((asked) => [asked.item, asked]))
  return shown.map((item) => everywhere.get(item) ?? { item, urgency: 'optional', for: [] })
}

function fieldOf(
  edition: Edition,
  item: Item,
  asked: Asked,
  answers: Answers,
  typed: Readonly<Record<string, readonly string[]>> | undefined,
): Omit<AskedField, 'doubt'> {
  const proposed = typed ? undefined : proposedAnswer(edition, item, answers)
  const list = fileItems(edition).get(item.id)
  const values = typed ? typedOf(item.id, typed) : formValues(item, answers[item.id] ?? proposed)
  return {
    ...asked,
    kind: item,
    values,
    carried: proposed !== undefined && item.carriedFrom !== undefined,
    answered: stateOf(answers, item.id) !== 'open',
    files: list === undefined ? null : filesIn(answers, list),
  }
}

function typedOf(item: ItemId, typed: Readonly<Record<string, readonly string[]>>): FieldValues {
  return Object.fromEntries(Object.entries(typed).filter(([field]) => field === item || field.startsWith(`${item}.`)))
}

/** Who would hear of it if it were sent now, for the box that is always in sight. */
export function receiversOf(plan: Plan) {
  return plan.routes.map(({ recipient, verdict }) => ({ recipient, verdict }))
}

export const itemsOf = ({ fields }: AnswerView): ItemId[] => fields.map(({ item }) => item)
