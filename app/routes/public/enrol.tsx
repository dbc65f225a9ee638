import { data, redirect } from 'react-router'

import {
  beginKey,
  claimInvitation,
  confirmKey,
  findInvited,
  enrolledBy,
  type Invited,
} from '#app/accounts/enrol.server.ts'
import { shownSetup } from '#app/accounts/key-page.server.ts'
import { KeySetupForm, RecoveryCodes } from '#app/accounts/key-setup.tsx'
import { PasskeyForm } from '#app/accounts/passkey-form.tsx'
import { addPasskey, canHavePasskeys } from '#app/accounts/passkey.server.ts'
import { letIn } from '#app/accounts/sign-in.server.ts'
import { contextOf, visitContext } from '#app/context.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { personSession, type DoorArgs } from '#app/http/session.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Page } from '#app/ui/page.tsx'
import type { Person } from '#db/people/people.server.ts'
import { policyOf } from '#db/people/recipient-policies.server.ts'
import type { Means } from '#db/people/sessions.server.ts'

import type { Route } from './+types/enrol'

export async function loader(args: Route.LoaderArgs) {
  const invited = await findInvited(args, args.params.token)
  if (!invited) return data(null, { status: 404 })
  const { token, person, accepted } = invited
  const { name, kind } = person
  const recipient = policyOf(person)
  const failed = new URL(args.request.url).searchParams.has('provider')
  return { token, name, kind, recipient, accepted, failed, passkeys: canHavePasskeys(args.request) }
}

export async function action(args: Route.ActionArgs) {
  const invited = await findInvited(args, args.params.token)
  if (!invited) return usedBefore(args, args.params.token)
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  const worker = contextOf(args.context, { kind: 'worker' })
  const site = wordsOf(args.context.get(visitContext).language)('accounts:setup.issuer')
  if (step === 'key') {
    const { ceremony, setup } = await beginKey(worker, invited.person.id)
    return { setup: shownSetup(setup, ceremony, site, false) }
  }
  if (step === 'confirm') return confirm(args, invited, form, site)
  if (step !== 'passkey') throw new Refusal('badForm')
  return enrolPasskey(args, invited, form)
}

/** The page with the codes, loaded again: whoever has just enrolled is told that it is done. */
async function usedBefore(args: DoorArgs, token: string) {
  const session = await personSession(args)
  if (!session || session.loginId !== (await enrolledBy(args, token))) throw new Refusal('notFound')
  leaveFlash(args, 'enrolled')
  return redirect('/account/security')
}

async function confirm(args: DoorArgs, invited: Invited, form: FormData, site: string) {
  const worker = contextOf(args.context, { kind: 'worker' })
  const ceremony = textOf(form, 'ceremony')
  const loginId = invited.person.id
  const confirmed = await confirmKey(worker, { ceremony, code: textOf(form, 'code'), loginId }, (tx) =>
    claimInvitation(tx, invited, 'totp', worker.now),
  )
  if (confirmed.state === 'gone') return data({ problem: 'gone' as const }, { status: 422 })
  if (confirmed.state === 'wrong') {
    return data({ setup: shownSetup(confirmed.setup, ceremony, site, true) }, { status: 422 })
  }
  const entered = await letIn(args, loginId, 'totp')
  const home = entered.state === 'in' ? entered.home : '/sign-in'
  // The link is used up by now, so the status is said here: the loader finds nobody any more.
  return data({ codes: confirmed.codes, home }, { status: 200 })
}

async function enrolPasskey(args: DoorArgs, invited: Invited, form: FormData) {
  const worker = contextOf(args.context, { kind: 'worker' })
  const answer = { ceremony: textOf(form, 'ceremony'), response: textOf(form, 'response') }
  const name = wordsOf(args.context.get(visitContext).language)('accounts:passkey.first')
  const loginId = invited.person.id
  const added = await addPasskey(args, answer, { purpose: 'enrol', loginId, name }, (tx) =>
    claimInvitation(tx, invited, 'passkey', worker.now),
  )
  if (!added) return data({ problem: 'passkey' as const }, { status: 422 })
  const entered = await letIn(args, loginId, 'passkey')
  return redirect(entered.state === 'in' ? entered.home : '/sign-in')
}

export default function Enrol({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  if (actionData && 'codes' in actionData) {
    return (
      <Page title={t('recovery.title')}>
        <RecoveryCodes codes={actionData.codes} home={actionData.home} />
      </Page>
    )
  }
  if (actionData && 'setup' in actionData) {
    return (
      <Page title={t('setup.title')}>
        <KeySetupForm setup={actionData.setup} />
      </Page>
    )
  }
  if (!loaderData) return <Gone />
  const told = loaderData.failed ? 'provider' : null
  const code = actionData && 'problem' in actionData ? actionData.problem : told
  const problem = code && t(`enrol.problems.${code}`)
  return (
    <Page title={t('enrol.title')}>
      <ErrorSummary problems={problem ? [{ id: 'ways', message: problem }] : []} />
      <Ways {...loaderData} />
    </Page>
  )
}

function Gone() {
  const { t } = useTranslation('accounts')
  return (
    <Page title={t('enrol.gone')}>
      <p className="lead">{t('enrol.goneText')}</p>
      <p>
        <a href="/sign-in">{t('enrol.goneSignIn')}</a>
      </p>
    </Page>
  )
}

interface WaysProps {
  token: string
  name: string
  kind: Person['kind']
  recipient: string | null
  accepted: readonly Means[]
  passkeys: boolean
}

function Ways({ token, name, kind, recipient, accepted, passkeys }: WaysProps) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const isAccount = kind === 'account'
  const body = recipient && !isAccount ? words.recipient(recipient) : t('operator')
  return (
    <>
      <p className="lead">{isAccount ? t('enrol.leadAccount', { name }) : t('enrol.lead', { name, body })}</p>
      <p id="ways">{t('enrol.choose')}</p>
      <div className="cards">
        {accepted.includes('passkey') && passkeys && (
          <Card title={t('enrol.passkey')} level={2}>
            <p>{t('enrol.passkeyText')}</p>
            <noscript>
              <p className="quiet">{t('enrol.noScript')}</p>
            </noscript>
            <PasskeyForm purpose="enrol" label={t('enrol.passkeyMake')} token={token} />
          </Card>
        )}
        {accepted.includes('totp') && (
          <Card title={t('enrol.key')} level={2}>
            <p>{t('enrol.keyText')}</p>
            <form method="post">
              <Button name="step" value="key" look="outline" size="large">
                {t('enrol.keyMake')}
              </Button>
            </form>
          </Card>
        )}
        {accepted.includes('openid') && recipient && (
          <Card title={t(isAccount ? 'security.provider.account' : 'enrol.provider')} level={2}>
            <p>{isAccount ? t('account:provider.enrol') : t('enrol.providerText', { recipient: body })}</p>
            <LinkButton href={`/sign-in/openid/${recipient}?enrol=${token}`} size="large">
              {t(isAccount ? 'security.provider.link' : 'enrol.providerGo')}
            </LinkButton>
          </Card>
        )}
      </div>
    </>
  )
}
