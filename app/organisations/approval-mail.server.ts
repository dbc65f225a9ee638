import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { letterOf } from '#app/notices/mail-text.server.ts'
import type { NoticeWorld } from '#app/notices/send-mail.server.ts'
import { bounceToken } from '#app/notices/tokens.ts'
import { findAccount } from '#db/accounts.server.ts'
import type { Context, Worker } from '#db/context.ts'
import { newId } from '#db/secrets.server.ts'

const payloadOf = z.object({ accountId: z.uuid() })

/** Says only that somebody asks: it names neither the organisation nor the report, and holds no word of either. */
export async function sendApprovalMail(
  { db, now }: Context<Worker>,
  payload: unknown,
  { mailer, origin, sign }: NoticeWorld,
): Promise<void> {
  const { accountId } = payloadOf.parse(payload)
  const account = mailer && (await db.transaction((tx) => findAccount(tx, { id: accountId })))
  if (!mailer || !account || account.disabledAt) return
  const t = wordsOf('ja')
  const [sender, heading] = [t('notices:mail.sender'), t('organisations:second.mail.title')]
  const text = letterOf(t('notices:mail.subject', { sender, what: heading }), {
    language: 'ja',
    sender,
    heading,
    list: [],
    code: null,
    paragraphs: [t('organisations:second.mail.text'), t('notices:mail.noContent')],
    link: origin === null ? null : { label: t('account:reports.title'), href: `${origin}/account` },
    genuine: { title: t('notices:mail.genuine'), mark: null, texts: [t('notices:mail.never')] },
    footer: t('notices:mail.noReplies'),
    stop: null,
  })
  const id = newId()
  const letter = { ...text, id, date: now, to: account.mail, language: 'ja', stopUrl: null } as const
  await mailer.send({ ...letter, bounceToken: bounceToken(sign, id) }).catch(() => {
    throw new Error('an approval mail was not sent') // what a mail server says holds addresses
  })
}
