/** What an officer has at hand while writing, as the page shows it: plain data. */
import type { Language } from '#app/i18n/language.ts'
import type { HoldReason, HoldSide } from '#db/case-files/holds.server.ts'
import type { TemplateKind } from '#db/case-files/templates.server.ts'

import { coordinationCentre } from './hold.ts'
import type { Asking } from './read-asking.server.ts'
import { templateChoices, type TemplateChoice } from './templates.ts'

export interface HoldView {
  side: HoldSide
  reason: HoldReason
  until: string
  words: string | null
}

export interface AskingView {
  waiting: number
  holds: readonly HoldView[]
  /** May this body ask for a pause on the reporter's behalf? */
  coordinates: boolean
  templates: Readonly<Record<TemplateKind, readonly TemplateChoice[]>>
  opinions: Readonly<Record<string, boolean>>
}

export function askingView(asking: Asking, recipient: string, language: Language): AskingView {
  const choices = (kind: TemplateKind) => templateChoices(asking.templates, kind, language)
  return {
    waiting: asking.waiting,
    holds: asking.holds.map(({ side, reason, until, words }) => ({ side, reason, words, until: until.toISOString() })),
    coordinates: recipient === coordinationCentre,
    templates: { question: choices('question'), advice: choices('advice'), closing: choices('closing') },
    opinions: Object.fromEntries(asking.opinions),
  }
}
