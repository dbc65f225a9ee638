import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { letterIn, singleLetter } from '#app/notices/mail-text.server.ts'
import type { NoticeWorld } from '#app/notices/send-mail.server.ts'
import { bounceToken } from '#app/notices/tokens.ts'
import type { Context, Worker } from '#db/context.ts'
import { findClaim } from '#db/organisations/claims.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

import { makeMailCode } from './claim.server.ts'

const payloadOf = z.object({ claimId: z.uuid() })

/**
 * Mails the code to the address at the corporation's domain; in both languages, as nobody knows who reads it. It names
 * neither the organisation nor any report.
 */
export async function sendClaimMail({ db, now }: Context<Worker>, payload: unknown, world: NoticeWorld): Promise<void> {
  const { claimId } = payloadOf.parse(payload)
  const { mailer } = world
  if (!mailer) return
  await db.transaction(async (tx) => {
    const claim = await findClaim(tx, claimId)
    if (!claim || claim.endedAt || claim.mail === '') return
    const code = await makeMailCode(tx, claimId, now)
    const text = letterIn(null, (language) => {
      const t = wordsOf(language)
      const paragraphs = [t('organisations:mail.text'), t('organisations:mail.unknown')]
      return singleLetter(language, { heading: t('organisations:mail.title'), code, paragraphs })
    })
    const id = newId()
    const letter = { ...text, id, date: now, to: claim.mail, language: null, stopUrl: null }
    await mailer.send({ ...letter, bounceToken: bounceToken(world.sign, id) }).catch(() => {
      throw new Error('a claim mail was not sent') // what a mail server says holds addresses
    })
  })
}
