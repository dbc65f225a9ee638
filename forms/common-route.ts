/**
 * What the same report takes on the route that exists without the portal: one of the ministries' common forms, sent by
 * e-mail to each body that takes it, and the forms of the bodies that do not. Counts of items are those of the survey of
 * forms of 2026-11-20; `seen` says how many of them were read on an official sheet or its text. The sheets of the common
 * forms (関係省庁申合せ 別添様式1–3, 2026-09-15) could not be had, so most of theirs are reconstructed.
 */
import type { RecipientId } from '#forms/plan.ts'

export interface PaperForm {
  id: string
  items: number
  seen: number
}

const common = {
  ddos: { id: 'nco-form1-ddos', items: 41, seen: 4 },
  ransomware: { id: 'nco-form2-ransomware', items: 68, seen: 9 },
  other: { id: 'nco-form3-other', items: 71, seen: 0 },
} as const satisfies Record<string, PaperForm>

/** Bodies with a form of their own beside the common ones; IPA takes another body's form as it is (ipa.go.jp, 2019). */
const own: Readonly<Record<RecipientId, PaperForm>> = {
  jpcert: { id: 'jpcert-web', items: 18, seen: 12 },
  acquirer: { id: 'card-acquirer', items: 24, seen: 0 },
}

/** Reached by consent through the sector's ministry, or in meetings: no form is sent there. */
const without: ReadonlySet<RecipientId> = new Set(['nco', 'isac'])

export interface CommonRoute {
  forms: readonly PaperForm[]
  /** Of all these forms, each filled in once. */
  items: number
  seen: number
  /** E-mails and web forms, one for each body. */
  sendings: number
}

/** `attacks`: what was answered to the kind of attack. Null when none of the recipients takes a form. */
export function commonRoute(recipients: readonly RecipientId[], attacks: readonly string[]): CommonRoute | null {
  const addressed = recipients.filter((recipient) => !without.has(recipient))
  if (addressed.length === 0) return null
  const forms = [...new Set(addressed.map((recipient) => own[recipient] ?? commonFor(attacks)))]
  const sum = (count: (form: PaperForm) => number) => forms.reduce((total, form) => total + count(form), 0)
  return { forms, items: sum(({ items }) => items), seen: sum(({ seen }) => seen), sendings: addressed.length }
}

function commonFor(attacks: readonly string[]): PaperForm {
  if (attacks.includes('intrusion-ransomware')) return common.ransomware
  return attacks.includes('ddos') ? common.ddos : common.other
}
