import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { letterOf } from '#app/notices/mail-text.server.ts'
import type { NoticeWorld } from '#app/notices/send-mail.server.ts'
import { bounceToken } from '#app/notices/tokens.ts'
import { findClaim } from '#db/claims.server.ts'
import type { Context, Worker } from '#db/context.ts'
import { newId } from '#db/secrets.server.ts'

import { makeMailCode } from './claim.server.ts'

const payloadOf = z.object({ claimId: z.uuid() })

/** Mails the code to the address at the corporation's domain. It names neither the organisation nor any report. */
export async function sendClaimMail({ db, now }: Context<Worker>, payload: unknown, world: NoticeWorld): Promise<void> {
  const { claimId } = payloadOf.parse(payload)
  const { mailer } = world
  if (!mailer) return
  await db.transaction(async (tx) => {
    const claim = await findClaim(tx, claimId)
    if (!claim || claim.endedAt || claim.mail === '') return
    const code = await makeMailCode(tx, claimId, now)
    const t = wordsOf('ja')
    const [sender, heading] = [t('notices:mail.sender'), t('organisations:mail.title')]
    const text = letterOf(t('notices:mail.subject', { sender, what: heading }), {
      language: 'ja',
      sender,
      heading,
      list: [],
      code,
      paragraphs: [t('organisations:mail.text'), t('account:mail.unknown')],
      link: null,
      genuine: { title: t('notices:mail.genuine'), mark: null, texts: [t('notices:mail.never')] },
      footer: t('notices:mail.noReplies'),
      stop: null,
    })
    const id = newId()
    await mailer
      .send({
        ...text,
        id,
        date: now,
        to: claim.mail,
        language: 'ja',
        stopUrl: null,
        bounceToken: bounceToken(world.sign, id),
      })
      .catch(() => {
        throw new Error('a claim mail was not sent') // what a mail server says holds addresses
      })
  })
}
