import { fieldName } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId } from '#forms/item.ts'

/** The item to which a pressed button adds rows; null for other buttons. */
export function rowsWantedFor(go: string): ItemId | null {
  const [, id = ''] = /^rows ([a-z-]+)$/.exec(go) ?? []
  return currentEdition.items.get(id)?.asks.kind === 'groups' ? id : null
}

/** What follows the page's address, once it is saved: the first of the new rows. */
export function atNewRows(id: ItemId, answers: Answers): string {
  const asks = currentEdition.items.get(id)?.asks
  const answer = answers[id]
  const [part] = asks?.kind === 'groups' ? Object.keys(asks.parts) : []
  return `?rows=${id}#${fieldName(id, part, Array.isArray(answer) ? answer.length : 0)}`
}
