import { wordsOf } from '#app/i18n/i18n.server.ts'
import { languages, type Language } from '#app/i18n/language.ts'

import { htmlOf } from './mail-html.ts'

/** What a mail says, as plain text and as HTML, and who it is from. */
export interface MailText {
  sender: string
  subject: string
  text: string
  html: string
}

interface Common {
  /** Null: not known, so it is said in each. */
  language: Language | null
  /** The public address of the portal; null when it is not configured. */
  origin: string | null
}

export type MailContent = Common &
  (
    | { kind: 'code'; code: string }
    | {
        kind: 'notice' | 'digest'
        to: 'reporter' | 'officer' | 'account'
        /** One entry for each thing that happened. */
        events: readonly string[]
        mark: string
        stopUrl: string | null
      }
  )

/** What both forms of the mail draw. Every text is one paragraph. */
export interface MailParts {
  language: Language
  sender: string
  heading: string
  /** Of a digest: what, and how often. */
  list: readonly string[]
  code: string | null
  paragraphs: readonly string[]
  link: { label: string; href: string } | null
  genuine: { title: string; mark: string | null; texts: readonly string[] }
  footer: string
  stop: { label: string; href: string } | null
}

/**
 * A mail that says only that there is something to read. The mailbox may be in the attacker's hands, so it names neither
 * the report nor its reference, neither the organisation nor the body.
 */
export function mailText(content: MailContent): MailText {
  return letterIn(content.language, (language) =>
    content.kind === 'code' ? codeMail(content, language) : noticeMail(content, language),
  )
}

export interface Letter {
  subject: string
  parts: MailParts
}

/** Draws a mail in both forms; in every language, one below the other, when nobody knows which one its reader has. */
export function letterIn(language: Language | null, write: (language: Language) => Letter): MailText {
  const letters = (language ? [language] : languages).map(write)
  const all = letters.map(({ parts }) => parts)
  return {
    sender: joined(all.map(({ sender }) => sender)),
    subject: joined(letters.map(({ subject }) => subject)),
    text: all.map(plainOf).join('\n==========\n\n'),
    html: htmlOf(all),
  }
}

const joined = (texts: readonly string[]) => [...new Set(texts)].join(' / ')

/** A letter that is no notice: it goes once, to whoever asked for it, and nothing stops it. */
export function singleLetter(
  language: Language,
  {
    heading,
    paragraphs,
    code = null,
    link = null,
  }: Pick<MailParts, 'heading' | 'paragraphs'> & Partial<Pick<MailParts, 'code' | 'link'>>,
): Letter {
  const t = wordsOf(language)
  const sender = t('notices:mail.sender')
  const genuine = { title: t('notices:mail.care'), mark: null, texts: [t('notices:mail.never')] }
  const rest = { list: [], genuine, footer: t('notices:mail.noReplies'), stop: null }
  const parts = { language, sender, heading, code, paragraphs, link, ...rest }
  return { subject: t('notices:mail.subject', { sender, what: heading }), parts }
}

/** Where the link of each kind of reader leads. */
const openAt = { reporter: 'resume', officer: 'desk', account: 'account' } as const

function noticeMail(content: Extract<MailContent, { to: string }>, language: Language): Letter {
  const { kind, to, events, origin, mark, stopUrl } = content
  const t = wordsOf(language)
  const sender = t('notices:mail.sender')
  const [event = 'feedback'] = events
  const what = kind === 'digest' ? t('notices:mail.digest', { count: events.length }) : t(`notices:events.${event}`)
  const counted = [...Map.groupBy(events, (one) => one)].map(([one, all]) =>
    t('notices:mail.counted', { what: t(`notices:kinds.${one}`), count: all.length }),
  )
  const parts: MailParts = {
    language,
    sender,
    heading: what,
    list: kind === 'digest' ? counted : [],
    code: null,
    paragraphs: [
      ...(events.includes('security') ? [t('notices:mail.alarm')] : []),
      t('notices:mail.noContent'),
      t(`notices:mail.${origin ? 'where' : 'whereKnown'}.${to}`),
    ],
    link: linkTo(origin, openAt[to], t(`notices:mail.open.${to}`)),
    genuine: {
      title: t('notices:mail.genuine'),
      mark: t('notices:mail.mark', { mark }),
      texts: [t('notices:mail.markText'), t('notices:mail.never'), t('notices:mail.typeYourself')],
    },
    footer: t('notices:mail.noReplies'),
    stop: stopUrl ? { label: t('notices:mail.stop'), href: stopUrl } : null,
  }
  return { subject: t('notices:mail.subject', { sender, what }), parts }
}

function codeMail({ origin, code }: Extract<MailContent, { kind: 'code' }>, language: Language): Letter {
  const t = wordsOf(language)
  return singleLetter(language, {
    heading: t('notices:mail.code'),
    code: code.replace(/^(...)/, '$1 '),
    paragraphs: [t('notices:mail.codeText'), t('notices:mail.codeUnknown')],
    link: linkTo(origin, '', t('notices:mail.front')),
  })
}

const linkTo = (origin: string | null, path: string, label: string) =>
  origin === null ? null : { label, href: `${origin}/${path}` }

function plainOf({ sender, heading, list, code, paragraphs, link, genuine, footer, stop }: MailParts): string {
  const blocks = [
    heading,
    list.map((line) => `- ${line}`).join('\n'),
    code ? `    ${code}` : '',
    ...paragraphs,
    link ? `${link.label}\n${link.href}` : '',
    ['----------', genuine.title, genuine.mark ?? '', ...genuine.texts].filter(Boolean).join('\n'),
    stop ? `${stop.label}\n${stop.href}` : '',
    footer,
    sender,
  ]
  return blocks.filter(Boolean).join('\n\n') + '\n'
}
