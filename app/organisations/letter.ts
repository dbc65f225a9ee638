/** The letter that carries the second code to a corporation's registered seat. The operator prints and posts it. */
import type { DocumentPage } from '#forms/document.ts'
import type { TFunction } from 'i18next'

export interface Letter {
  name: string
  address: string
  corporateNumber: string
  /** Who made the claim, as they call themselves: whoever opens the letter can ask them. */
  claimant: string
  code: string
  /** Where the code is typed in. */
  site: string
  at: string
  /** Who posts it, and how to ask whether it is genuine; null and none where nobody has set it. */
  operator: { name: string | null; contacts: readonly string[] }
  /** The page that says it too. */
  about: string
}

export function letterPage(letter: Letter, t: TFunction): DocumentPage {
  const { name, address, corporateNumber, claimant, code, site, at, operator, about } = letter
  const words = (key: string, values = {}) => t(`organisations:letter.${key}`, values)
  const row = (item: string, ...value: string[]) => ({ item, label: words(item), value })
  return {
    language: 'ja',
    title: words('title'),
    lead: [words('to', { name }), words('lead'), words('unknown')],
    meta: [
      { label: words('address'), value: address },
      { label: words('corporateNumber'), value: corporateNumber },
      { label: words('claimant'), value: words('claimantIs', { claimant }) },
      { label: words('date'), value: at },
    ],
    sections: [
      {
        id: 'code',
        heading: words('heading'),
        rows: [row('code', code), row('where', site), row('how', words('howText'))],
      },
      {
        id: 'sender',
        heading: words('sender'),
        rows: [...(operator.name ? [row('operator', operator.name)] : []), row('ask', ...operator.contacts, about)],
      },
    ],
    marks: { head: words('head'), foot: [words('foot')], continued: words('continued') },
  }
}
