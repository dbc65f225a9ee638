import type { Language } from '#app/i18n/language.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'

export interface Notice {
  subject: string
  text: string
}

/**
 * A mail that says only that there is something to read. The victim's mailbox may be in the attacker's hands, so it
 * names neither the organisation nor the body nor the kind of message.
 */
export function noticeOf(
  language: Language,
  reference: string,
  origin: string | null,
  about: 'feedback' | 'reminder' = 'feedback',
): Notice {
  const t = wordsOf(language)
  const where = origin ? t('notices:feedback.where', { address: `${origin}/resume` }) : t('notices:feedback.whereKnown')
  return {
    subject: t(`notices:${about}.subject`, { reference }),
    text: [t(`notices:${about}.what`, { reference }), where, t('notices:feedback.safety')].join('\n\n') + '\n',
  }
}
