/** Words that stand in no list of the form. They are kept, and no rule reads them: a word mistyped by a program decides nothing. */
import { partOf } from '#forms/answers.ts'
import { unknown, type Answer, type Answers, type Edition, type ItemId, type Kind } from '#forms/item.ts'

export const ownWordsIn = (edition: Edition, answers: Answers): ItemId[] =>
  Object.keys(answers).filter((id) => {
    const item = edition.items.get(id)
    return item !== undefined && !item.given && hasOwnWord(item.asks, answers[id])
  })

function hasOwnWord(kind: Kind, answer: Answer | undefined): boolean {
  if (answer === undefined || answer === unknown) return false
  switch (kind.kind) {
    case 'choice':
    case 'choices':
      return [answer]
        .flat()
        .some((word) => typeof word === 'string' && word !== unknown && !kind.options.includes(word))
    case 'group':
      return Object.entries(kind.parts).some(([name, part]) => hasOwnWord(part, partOf(answer, name)))
    case 'groups':
      return Array.isArray(answer) && answer.some((one) => hasOwnWord({ kind: 'group', parts: kind.parts }, one))
    default:
      return false
  }
}
