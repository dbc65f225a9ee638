/** The receipt as a page: what the reporter holds against anybody who says that nothing was sent. */
import type { DocumentPage, DocumentRow, DocumentSection } from '#forms/document.ts'
import type { FileEntry } from '#forms/files.ts'
import type { Words } from '#forms/document/words.ts'
import type { Phase } from '#forms/item.ts'
import { policeWords } from '#forms/document/police-words.ts'
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
  /** Whose police got it; null without police, or where no prefecture is known. */
  prefecture?: string | null
  /** The files that went along: `at` got them. */
  files?: readonly { file: Pick<FileEntry, 'id' | 'name' | 'bytes' | 'sha256'>; at: readonly RecipientId[] }[]
  /** Given back since, and deleted; `returnedAt` is an instant. */
  returned?: readonly { recipient: RecipientId; digest: string; returnedAt: string }[]
  /** Where anybody can check it; left out if the portal's address is not known. */
  verifyAt?: string
}

export function receiptPage(receipt: Receipt, words: Words): DocumentPage {
  const { text } = words
  const { reference, edition, rulebook } = receipt
  const number = text('revision-number', { number: receipt.revision })
  const kind = text('certain', { value: words.phase(receipt.phase), certainty: number })
  return {
    language: words.language,
    title: text('receipt.title'),
    lead: leadOf(receipt, words),
    meta: [
      { label: text('meta.reference'), value: reference },
      { label: text('receipt.received'), value: words.dateTime(receipt.receivedAt) },
      { label: text('meta.phase'), value: kind }, // edition and rulebook stand at the foot
    ],
    sections: [
      { id: 'recipients', heading: text('receipt.recipients'), rows: recipientRows(receipt, words) },
      ...fileSection(receipt, words),
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

function recipientRows({ sent, returned = [], prefecture = null }: Receipt, words: Words): DocumentRow[] {
  const name = nameIn(words, prefecture)
  const held = sent.map(({ recipient, digest, items, given }) => ({
    item: recipient,
    label: name(recipient),
    value: [digest],
    note: words.text(given > 0 ? 'receipt.items-given' : 'receipt.items', { count: items, given }),
  }))
  const back = returned.map(({ recipient, digest, returnedAt }) => ({
    item: `${recipient}-returned`,
    label: name(recipient),
    value: [digest],
    note: words.text('receipt.returned', { at: words.dateTime(returnedAt) }),
  }))
  return [...held, ...back]
}

/** The police of which prefecture it went to, as there are 47 of them. */
const nameIn = (words: Words, prefecture: string | null) => (recipient: RecipientId) => {
  const police = recipient === 'police' ? policeWords(prefecture) : null
  if (!police || prefecture === null) return words.recipient(recipient)
  return words.text(`receipt.police-${police}`, { prefecture: words.option('org-address', prefecture, 'prefecture') })
}

/** Each file with the digest by which anybody who has it can tell that it is the one. */
function fileSection({ files = [], prefecture = null }: Receipt, words: Words): DocumentSection[] {
  if (files.length === 0) return []
  const rows = files.map(({ file, at }) => ({
    item: file.id,
    label: file.name,
    value: [file.sha256],
    note: words.text('receipt.file', {
      bytes: file.bytes.toLocaleString('en'),
      recipients: at.map(nameIn(words, prefecture)).join(words.text('and')),
    }),
  }))
  return [{ id: 'files', heading: words.text('receipt.files'), rows }]
}

function verifyRows({ verifyAt }: Receipt, { text }: Words): DocumentRow[] {
  const how = [text('receipt.verify-text'), ...(verifyAt ? [verifyAt] : [])]
  return [
    { item: 'how', label: text('receipt.verify-how'), value: how },
    { item: 'keep', label: text('receipt.keep'), value: [text('receipt.keep-text')] },
  ]
}
