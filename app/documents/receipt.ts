/** The receipt as a page: what the reporter holds against anybody who says that nothing was sent. */
import type { DocumentPage, DocumentRow } from '#forms/document.ts'
import type { Words } from '#forms/document/words.ts'
import type { Phase } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

export interface Receipt {
  reference: string
  revision: number
  phase: Phase
  receivedAt: string // ISO instant of the commit
  edition: string
  rulebook: string
  /** `given`: how many of the items the portal filled in itself. */
  sent: readonly { recipient: RecipientId; digest: string; items: number; given: number }[]
  /** Where anybody can check it; left out if the portal's address is not known. */
  verifyAt?: string
}

export function receiptPage(receipt: Receipt, words: Words): DocumentPage {
  const { text } = words
  const { reference, edition, rulebook } = receipt
  return {
    language: words.language,
    title: text('receipt.title'),
    lead: leadOf(receipt, words),
    meta: [
      { label: text('meta.reference'), value: reference },
      { label: text('receipt.received'), value: words.dateTime(receipt.receivedAt) },
      { label: text('meta.phase'), value: words.phase(receipt.phase) },
      { label: text('meta.revision'), value: text('revision-number', { number: receipt.revision }) },
      { label: text('meta.edition'), value: edition },
      { label: text('meta.rulebook'), value: rulebook },
    ],
    sections: [
      { id: 'recipients', heading: text('receipt.recipients'), rows: recipientRows(receipt, words) },
      { id: 'verify', heading: text('receipt.verify'), rows: verifyRows(receipt, words) },
    ],
    marks: {
      head: [text('mark.receipt'), text('mark.reference', { reference })].join(text('gap')),
      foot: [text('mark.edition', { edition, rulebook })],
      continued: text('continued'),
    },
  }
}

function leadOf({ sent }: Receipt, { text }: Words): string[] {
  const lead = [text('receipt.lead-received'), text('receipt.lead-proves')]
  return sent.some(({ recipient }) => recipient === 'police') ? [...lead, text('receipt.police')] : lead
}

function recipientRows({ sent }: Receipt, words: Words): DocumentRow[] {
  return sent.map(({ recipient, digest, items, given }) => ({
    item: recipient,
    label: words.recipient(recipient),
    value: [digest],
    note: words.text(given > 0 ? 'receipt.items-given' : 'receipt.items', { count: items, given }),
  }))
}

function verifyRows({ verifyAt }: Receipt, { text }: Words): DocumentRow[] {
  const where = verifyAt ? [row('where', text('receipt.verify-where'), verifyAt)] : []
  return [
    ...where,
    row('how', text('receipt.verify-how'), text('receipt.verify-text')),
    row('keep', text('receipt.keep'), text('receipt.keep-text')),
  ]
}

function row(item: string, label: string, value: string): DocumentRow {
  return { item, label, value: [value] }
}
