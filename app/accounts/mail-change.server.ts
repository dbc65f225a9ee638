import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { letterIn, singleLetter, type MailText } from '#app/notices/mail-text.server.ts'
import type { NoticeWorld } from '#app/notices/send-mail.server.ts'
import { bounceToken, codeOf } from '#app/notices/tokens.ts'
import type { Context, Tx, Worker } from '#db/context.ts'
import { findAccount } from '#db/people/accounts.server.ts'
import { findMailChange, type MailChange } from '#db/people/mail-changes.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

const payloadOf = z.object({ change: z.uuid() })

/**
 * What is mailed to a new address: the code, or, where somebody has an account under it already, that it cannot be. It is
 * looked up here, so that whoever asks learns nothing from the page or its time.
 */
export async function newAddressLetter(tx: Tx, { id, mail, accountId }: MailChange) {
  const other = await findAccount(tx, { mail })
  if (other && other.id !== accountId) return { kind: 'changeTaken', code: null } as const
  return { kind: 'change', code: codeOf(tx.lookup, id).replace(/^(...)/, '$1 ') } as const
}

export async function mailNewAddress(context: Context<Worker>, payload: unknown, world: NoticeWorld): Promise<void> {
  const { change } = payloadOf.parse(payload)
  await context.db.transaction(async (tx) => {
    const asked = await findMailChange(tx, change)
    if (!asked || asked.doneAt) return
    const { kind, code } = await newAddressLetter(tx, asked)
    const text = letterIn(asked.language, (language) => {
      const t = wordsOf(language)
      const paragraphs = [t(`account:mail.${kind}.text`), t('account:mail.unknown')]
      return singleLetter(language, { heading: t(`account:mail.${kind}.title`), code, paragraphs })
    })
    await send(context, { ...text, to: asked.mail, language: asked.language }, world)
  })
}

/** The address before is told in both languages, whoever reads there now. It names neither the new one nor anybody. */
export async function mailFormerAddress(context: Context<Worker>, payload: unknown, world: NoticeWorld): Promise<void> {
  const { change } = payloadOf.parse(payload)
  await context.db.transaction(async (tx) => {
    const done = await findMailChange(tx, change)
    if (!done) return
    const text = letterIn(null, (language) => {
      const t = wordsOf(language)
      const paragraphs = [t('account:mail.changed.text'), t('account:mail.changed.unknown')]
      return singleLetter(language, { heading: t('account:mail.changed.title'), paragraphs })
    })
    await send(context, { ...text, to: done.before, language: null }, world)
  })
}

async function send(
  { now }: Context<Worker>,
  letter: MailText & { to: string; language: MailChange['language'] | null },
  { mailer, sign }: NoticeWorld,
): Promise<void> {
  const id = newId()
  await mailer?.send({ ...letter, id, date: now, stopUrl: null, bounceToken: bounceToken(sign, id) }).catch(() => {
    throw new Error('a mail about an address was not sent') // what a mail server says holds addresses
  })
}
