import { data, redirect } from 'react-router'

import { PasskeyForm } from '#app/accounts/passkey-form.tsx'
import { checkPasskey, canHavePasskeys } from '#app/accounts/passkey.server.ts'
import { letIn, noteFailure, signInWithKey, type SignedIn } from '#app/accounts/sign-in.server.ts'
import { contextOf, worldContext } from '#app/context.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { localPath } from '#app/http/local-path.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { listProviders } from '#db/people/recipient-policies.server.ts'

import type { Route } from './+types/sign-in'

type Problem =
  | 'missingNumber'
  | 'missingKey'
  | 'missingCode'
  | 'wrong'
  | 'passkey'
  | 'notAccepted'
  | 'provider'
  | 'factors'
  | 'unknownId'

export async function loader(args: Route.LoaderArgs) {
  const { db } = contextOf(args.context, { kind: 'worker' })
  const { searchParams } = new URL(args.request.url)
  const providers = await db.transaction(listProviders)
  return {
    next: localPath(searchParams.get('next')),
    failed: failureIn(searchParams),
    left: leftIn(searchParams, providers),
    providers,
    passkeys: canHavePasskeys(args.request),
    demo: args.context.get(worldContext).config.demo,
  }
}

/** Signed out here, by way of this provider; of one that has no exit; or there, too. */
type Left = { at: string } | 'provider' | 'both'

function leftIn(search: URLSearchParams, providers: readonly string[]): Left | null {
  if (search.get('state') === 'left') return 'both'
  const at = search.get('left')
  if (at === null) return null
  return providers.includes(at) ? { at } : 'provider'
}

function failureIn(search: URLSearchParams): Problem | null {
  if (!search.has('provider')) return null
  const said = search.get('provider')
  return said === 'unknown' ? 'unknownId' : said === 'factors' ? 'factors' : 'provider'
}

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const number = textOf(form, 'number')
  const typed = { number, key: textOf(form, 'key'), code: textOf(form, 'code') }
  const passkey = textOf(form, 'step') === 'passkey'
  const missing = passkey ? [] : missingIn(typed)
  if (missing.length > 0) return data({ problems: missing, number }, { status: 422 })

  const signedIn = passkey ? await withPasskey(args, form) : await signInWithKey(args, typed)
  if (signedIn.state === 'throttled')
    throw new Refusal('tooMany', { retryAfter: signedIn.retryAfter, next: '/sign-in' })
  if (signedIn.state === 'in') {
    const next = localPath(new URL(args.request.url).searchParams.get('next'))
    if (next || signedIn.means !== 'recovery') return redirect(next ?? signedIn.home)
    leaveFlash(args, 'recovered')
    return redirect('/account/security')
  }
  const wrong: Problem = passkey && signedIn.state === 'wrong' ? 'passkey' : signedIn.state
  return data({ problems: [wrong], number }, { status: 422 })
}

async function withPasskey(args: DoorArgs, form: FormData): Promise<SignedIn> {
  const answer = { ceremony: textOf(form, 'ceremony'), response: textOf(form, 'response') }
  const loginId = await checkPasskey(args, answer, 'sign-in')
  if (loginId) return letIn(args, loginId, 'passkey')
  await noteFailure(args, null, 'passkey')
  return { state: 'wrong' }
}

function missingIn({ number, key, code }: { number: string; key: string; code: string }): Problem[] {
  const missing: Problem[] = []
  if (!number) missing.push('missingNumber')
  if (!key) missing.push('missingKey')
  if (!code) missing.push('missingCode')
  return missing
}

const fields: Record<Problem, string> = {
  missingNumber: 'number',
  missingKey: 'key',
  missingCode: 'code',
  wrong: 'number',
  passkey: 'ways',
  notAccepted: 'ways',
  provider: 'ways',
  factors: 'ways',
  unknownId: 'ways',
}

export default function SignIn({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const { providers, passkeys, demo, failed, left } = loaderData
  const problems: Problem[] = actionData?.problems ?? (failed ? [failed] : [])
  return (
    <Page title={t('signIn.title')}>
      <ErrorSummary problems={problems.map((code) => ({ id: fields[code], message: t(`signIn.problems.${code}`) }))} />
      {left && problems.length === 0 && <LeftNotice left={left} />}
      <p className="lead" id="ways">
        {t('signIn.lead')}
      </p>
      {demo && (
        <Notice title={t('signIn.demo')}>
          <a href="/demo">{t('signIn.demoLink')}</a>
        </Notice>
      )}
      {passkeys && <PasskeyForm purpose="sign-in" label={t('signIn.passkey')} />}
      {providers.length > 0 && <Providers providers={providers} next={loaderData.next} />}
      <Heading level={2}>{t('signIn.withKey')}</Heading>
      <KeyForm problems={problems} number={actionData?.number ?? ''} />
      <Details summary={t('signIn.lost')}>
        <p>
          <a href="/account/lost">{t('signIn.lostAccount')}</a>
        </p>
        <p>{t('signIn.lostText')}</p>
      </Details>
      <p>
        <a href="/account/new">{t('signIn.account')}</a>
      </p>
    </Page>
  )
}

function LeftNotice({ left }: { left: Left }) {
  const { t } = useTranslation('accounts')
  if (left === 'both') return <Notice title={t('signIn.leftBoth')} announced />
  return (
    <Notice title={t('signIn.left')} announced>
      <p>{t('signIn.leftText')}</p>
      {typeof left === 'object' && <a href={`/sign-in/openid/${left.at}?leave=1`}>{t('signIn.leftGo')}</a>}
    </Notice>
  )
}

function Providers({ providers, next }: { providers: readonly string[]; next: string | null }) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const after = next ? `?next=${encodeURIComponent(next)}` : ''
  return (
    <>
      <Heading level={2}>{t('signIn.withProvider')}</Heading>
      <ul className="list">
        {providers.map((recipient) => (
          <li key={recipient}>
            <a href={`/sign-in/openid/${recipient}${after}`}>
              {recipient === 'organisations'
                ? t('account:provider.signIn')
                : t('signIn.provider', { recipient: words.recipient(recipient) })}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

function KeyForm({ problems, number }: { problems: readonly Problem[]; number: string }) {
  const { t } = useTranslation('accounts')
  const errorOf = (...codes: Problem[]) => {
    const found = codes.find((code) => problems.includes(code))
    return found && t(`signIn.problems.${found}`)
  }
  const quiet = { spellCheck: false, autoCapitalize: 'characters' } as const
  return (
    <form method="post" noValidate className="stack">
      <Field
        id="number"
        label={t('number')}
        hint={t('signIn.numberHint')}
        error={errorOf('missingNumber', 'wrong')}
        need="required"
      >
        {(control) => (
          <TextInput
            {...control}
            {...quiet}
            name="number"
            span="medium"
            autoComplete="username"
            defaultValue={number}
          />
        )}
      </Field>
      <Field id="key" label={t('key')} hint={t('signIn.keyHint')} error={errorOf('missingKey')} need="required">
        {(control) => <TextInput {...control} type="password" name="key" span="long" autoComplete="current-password" />}
      </Field>
      <Field id="code" label={t('code')} hint={t('signIn.codeHint')} error={errorOf('missingCode')} need="required">
        {(control) => <TextInput {...control} {...quiet} name="code" span="medium" autoComplete="one-time-code" />}
      </Field>
      <Button size="large">{t('signIn.submit')}</Button>
    </form>
  )
}
