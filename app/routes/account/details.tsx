import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { askForMail, confirmMail, endMailWish } from '#app/accounts/change-mail.server.ts'
import { changeName } from '#app/accounts/change-name.server.ts'
import { MailPart, NamePart, type DetailsProblem } from '#app/accounts/details-view.tsx'
import { contextOf } from '#app/context.ts'
import { requireAccount } from '#app/http/filer.server.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFresh, isFreshOrStays } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requirePerson } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { findAccount } from '#db/people/accounts.server.ts'
import { findOpenMailChange } from '#db/people/mail-changes.server.ts'

import type { Route } from './+types/details'

const here = '/account/details'

/** The name and the mail address of whoever is signed in. */
export async function loader(args: Route.LoaderArgs) {
  const { actor, now } = await requireAccount(args)
  const session = await requirePerson(args)
  const { db } = contextOf(args.context, { kind: 'worker' })
  const { account, open } = await db.transaction(async (tx) => ({
    account: await findAccount(tx, { id: actor.accountId }),
    open: await findOpenMailChange(tx, actor.accountId, now),
  }))
  if (!account) throw new Refusal('notFound')
  const { name, mail } = account
  return { name, mail, waits: open?.mail ?? null, fresh: isFresh(session, now), said: takeFlash(args) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireAccount(args)
  const form = await formOf(args.request)
  const [step, typed] = [textOf(form, 'step'), textOf(form, 'typed')]
  if (step === 'code') {
    const confirmed = await confirmMail(args, await requirePerson(args), typed)
    return confirmed === 'codeWrong' ? putBack(step, typed, confirmed) : done(args, confirmed)
  }
  if (step === 'end') {
    await endMailWish(args, context)
    return done(args, 'mailKept')
  }
  if (step !== 'name' && step !== 'mail') throw new Refusal('badForm')
  if (!(await isFreshOrStays(args))) return putBack(step, typed, 'stale')
  if (step === 'name') {
    const problem = await changeName(contextOf(args.context, { kind: 'worker' }), context.actor.accountId, typed)
    return problem ? putBack(step, typed, problem) : done(args, 'nameChanged')
  }
  const asked = await askForMail(args, context, typed)
  if (asked.state === 'wrongMail' || asked.state === 'sameMail') return putBack(step, typed, asked.state)
  if (asked.state !== 'asked') return done(args, asked.state)
  return asked.shown ? data({ shown: asked.shown, problem: null }) : done(args, 'mailCodeSent')
}

function done(args: Route.ActionArgs, said: string) {
  leaveFlash(args, said)
  return redirect(here, 303)
}

const putBack = (field: 'name' | 'mail' | 'code', typed: string, problem: DetailsProblem) =>
  data({ shown: null, problem: { field, typed, problem } }, { status: 422 })

export default function Details({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  const { name, mail, waits, fresh, said } = loaderData
  const back = actionData?.problem
  const error = back ? t(`details.problems.${back.problem}`) : undefined
  const ended = back?.field === 'code' && !waits // no more tries: its field is gone
  const of = (field: 'name' | 'mail') => (back?.field === field ? { typed: back.typed, error } : {})
  return (
    <AccountPage
      title={t('details.title')}
      here={null}
      width="narrow"
      said={ended ? 'codeWrong' : said}
      before={<a href="/account/security">{t('accounts:security.back')}</a>}
    >
      <ErrorSummary problems={back && error && !ended ? [{ id: back.field, message: error }] : []} />
      {actionData?.shown && (
        <Notice title={t('ask.demo')}>
          <p>{t(`mail.${actionData.shown.kind}.text`)}</p>
          {actionData.shown.code && <p className="secret">{actionData.shown.code}</p>}
        </Notice>
      )}
      {!fresh && (
        <Notice title={t('accounts:security.stale')}>
          <LinkButton href={`/sign-in/again?next=${here}`}>{t('accounts:security.prove')}</LinkButton>
        </Notice>
      )}
      <NamePart name={name} fresh={fresh} stale={back?.problem === 'stale'} {...of('name')} />
      <MailPart
        {...{ mail, waits, fresh }}
        wrongCode={back?.field === 'code' && error ? { typed: back.typed, message: error } : null}
        stale={back?.problem === 'stale'}
        {...of('mail')}
      />
    </AccountPage>
  )
}
