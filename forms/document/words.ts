/** The words a document needs. forms/ has none of its own: app/i18n builds these for a language. All fall back to the id. */
import type { ItemId, Phase } from '#forms/item.ts'
import type { Duty, RecipientId } from '#forms/plan.ts'

export interface Words {
  language: string
  recipient: (id: RecipientId) => string
  /** A whole sentence that says why. */
  rule: (id: string) => string
  ground: (id: string) => string
  duty: (duty: Duty) => string
  phase: (phase: Phase) => string
  clock: (id: string) => string
  section: (id: string) => string
  /** Its short name, a noun; the question itself stands only on the form. */
  item: (item: ItemId) => string
  part: (item: ItemId, part: string) => string
  option: (item: ItemId, value: string, part?: string) => string
  /** A tick: yes or no, or for a consent, given or refused. */
  yesOrNo: (item: ItemId, value: boolean, part?: string) => string
  quantity: (amount: number, unit?: string) => string
  money: (amount: number, currency?: string) => string
  /** An instant that Date can read, told in Japan's time. */
  dateTime: (iso: string) => string
  /** YYYY-MM-DD; not necessarily a day of the calendar. */
  day: (iso: string) => string
  /** A phrase of the namespace `documents`. */
  text: (key: string, values?: Record<string, string | number>) => string
}
