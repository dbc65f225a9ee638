import { z } from 'zod'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { letterIn, singleLetter } from '#app/notices/mail-text.server.ts'
import type { NoticeWorld } from '#app/notices/send-mail.server.ts'
import { bounceToken } from '#app/notices/tokens.ts'
import type { Context, Worker } from '#db/context.ts'
import { findAccount, wasEntered } from '#db/people/accounts.server.ts'
import { findUnsentSignUp, markSignUpSent } from '#db/people/sign-ups.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

/** `new`: a link to make an account, or to go on where nobody got in. `known`: there is one already. `lost`: a link for whoever cannot get in. */
export interface AccountLetter {
  kind: 'new' | 'known' | 'lost'
  mail: string
  language: Language
  /** Where the link leads, without the portal's address. */
  path: string
}

const payloadOf = z.object({ row: z.string().regex(/^[0-9a-f]{64}$/) })

/** Sends one mail. Its token is kept, sealed, until the mail server has it, so that a failed try can be repeated. */
export async function sendAccountMail(context: Context<Worker>, payload: unknown, world: NoticeWorld): Promise<void> {
  const { row } = payloadOf.parse(payload)
  await letterFor(context, row, async ({ mail, kind, language, path }) => {
    if (!world.mailer || !world.origin) return
    const text = letterIn(language, (spoken) => {
      const t = wordsOf(spoken)
      return singleLetter(spoken, {
        heading: t(`account:mail.${kind}.title`),
        paragraphs: [t(`account:mail.${kind}.text`), t('account:mail.unknown')],
        link: { label: t(`account:mail.${kind}.link`), href: `${world.origin}${path}` },
      })
    })
    const id = newId()
    const token = bounceToken(world.sign, id)
    await world.mailer
      .send({ ...text, id, date: context.now, to: mail, language, stopUrl: null, bounceToken: token })
      .catch(() => {
        throw new Error('an account mail was not sent') // what a mail server says holds addresses
      })
  })
}

/** Decides which letter goes to the address, hands it over and forgets its token; null when there is none to send. */
export async function letterFor(
  { db, now }: Context<Worker>,
  row: string,
  deliver: (letter: AccountLetter) => Promise<void> = async () => {},
): Promise<AccountLetter | null> {
  return db.transaction(async (tx) => {
    const asked = await findUnsentSignUp(tx, row)
    if (!asked) return null
    const { mail, lost, token, language } = asked
    const account = await findAccount(tx, { mail })
    const kind = account && (await wasEntered(tx, account.id)) ? (lost ? 'lost' : 'known') : 'new'
    const silent = asked.tooMany || (lost && !account) || (account?.disabledAt ?? null) !== null
    const path = kind === 'known' ? '/sign-in' : `/account/confirm/${token}`
    const letter: AccountLetter = { kind, mail, language, path }
    if (!silent) await deliver(letter)
    await markSignUpSent(tx, row, asked, kind === 'lost' ? (account?.id ?? null) : null, now)
    return silent ? null : letter
  })
}
