import type { ActProblem } from '#app/case-files/acts/act.ts'
import type { CaseFile } from '#db/case-files/case-files.server.ts'
import { isOpen, itemsAsked, listFeedback } from '#db/case-files/feedback.server.ts'
import type { Tx } from '#db/context.ts'
import { listOfficers } from '#db/people/people.server.ts'
import type { ItemId } from '#forms/item.ts'

/** Of a colleague's question; all of it stands among the messages. */
const quoted = 200

/**
 * A colleague's open question about one of these items, or in general like this one, that the page did not show yet:
 * the reporter is not asked twice by one body unseen. `shown`: the open questions of the page, by id.
 */
export async function askedMeanwhile(
  tx: Tx,
  { reportId, recipient }: Pick<CaseFile, 'reportId' | 'recipient'>,
  items: readonly ItemId[],
  shown: string,
): Promise<ActProblem[]> {
  const own = tx.actor.kind === 'officer' ? tx.actor.officerId : null
  const seen = shown.split(' ')
  const asked = (await listFeedback(tx, reportId, recipient)).findLast(
    (one) => isOpen(one) && one.officerId !== own && !seen.includes(one.id) && isAboutSame(itemsAsked(one), items),
  )
  if (!asked) return []
  const text = asked.body.text ?? ''
  const said = [...text].length > quoted ? `${[...text].slice(0, quoted).join('')}…` : text
  const name = (await listOfficers(tx)).find(({ officerId }) => officerId === asked.officerId)?.name
  if (!name) return [{ field: 'item', code: 'askedMeanwhileBySome', values: { text: said } }]
  return [{ field: 'item', code: 'askedMeanwhile', values: { name, text: said } }]
}

const isAboutSame = (asked: readonly ItemId[], items: readonly ItemId[]): boolean =>
  items.length === 0 ? asked.length === 0 : items.some((item) => asked.includes(item))
