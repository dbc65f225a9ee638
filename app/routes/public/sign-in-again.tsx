import { data, redirect } from 'react-router'

import { PasskeyForm } from '#app/accounts/passkey-form.tsx'
import { checkPasskey } from '#app/accounts/passkey.server.ts'
import { readSecurity } from '#app/accounts/security.server.ts'
import { renew, stepUpWithCode, stepUpWithPasskey } from '#app/accounts/step-up.server.ts'
import { contextOf } from '#app/context.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { localPath } from '#app/http/local-path.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requirePerson, type DoorArgs, type PersonSession } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { policyOf } from '#db/people/recipient-policies.server.ts'

import type { Route } from './+types/sign-in-again'

const nextOf = (request: Request) => localPath(new URL(request.url).searchParams.get('next')) ?? '/account/security'

export async function loader(args: Route.LoaderArgs) {
  const session = await requirePerson(args)
  const { passkeys, hasKey, providers, person, accepted } = await readSecurity(
    contextOf(args.context, { kind: 'worker' }),
    session,
  )
  return {
    next: nextOf(args.request),
    passkey: passkeys.length > 0 && accepted.includes('passkey'),
    key: hasKey && accepted.includes('totp'),
    provider: providers.length > 0 && accepted.includes('openid') ? policyOf(person) : null,
    demo: session.means === 'demo',
    failed: new URL(args.request.url).searchParams.has('provider'),
  }
}

export async function action(args: Route.ActionArgs) {
  const session = await requirePerson(args)
  const form = await formOf(args.request)
  if (await proved(args, session, form)) return redirect(nextOf(args.request))
  return data({ wrong: textOf(form, 'step') }, { status: 422 })
}

async function proved(args: DoorArgs, session: PersonSession, form: FormData): Promise<boolean> {
  const step = textOf(form, 'step')
  if (step === 'code') {
    const stepped = await stepUpWithCode(args, session, textOf(form, 'code'))
    if (stepped.state === 'throttled') throw new Refusal('tooMany', { retryAfter: stepped.retryAfter })
    return stepped.state === 'in'
  }
  if (step === 'passkey') {
    const answer = { ceremony: textOf(form, 'ceremony'), response: textOf(form, 'response') }
    return stepUpWithPasskey(args, session, await checkPasskey(args, answer, 'again'))
  }
  if (step !== 'demo' || session.means !== 'demo') throw new Refusal('badForm')
  await renew(args, session, 'demo')
  return true
}

export default function SignInAgain({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const { next, passkey, key, provider, demo, failed } = loaderData
  const told = actionData?.wrong ?? (failed ? 'provider' : null)
  const error = told && t(told === 'code' ? 'again.wrong' : `again.failed.${told === 'provider' ? told : 'passkey'}`)
  const codeError = error && told === 'code' ? error : undefined
  return (
    <Page title={t('again.title')}>
      <ErrorSummary problems={error ? [{ id: codeError ? 'code' : 'ways', message: error }] : []} />
      <p className="lead" id="ways">
        {t('again.lead')}
      </p>
      {passkey && <PasskeyForm purpose="again" label={t('again.passkey')} />}
      {provider && (
        <p>
          <LinkButton href={`/sign-in/openid/${provider}?again=1&next=${encodeURIComponent(next)}`}>
            {t('again.provider')}
          </LinkButton>
        </p>
      )}
      {key && (
        <form method="post" noValidate className="stack">
          <input type="hidden" name="step" value="code" />
          <Field id="code" label={t('code')} hint={t('signIn.codeHint')} error={codeError} need="required">
            {(control) => <TextInput {...control} name="code" span="medium" autoComplete="one-time-code" />}
          </Field>
          <Button size="large">{t('again.submit')}</Button>
        </form>
      )}
      {demo && (
        <form method="post" className="stack">
          <input type="hidden" name="step" value="demo" />
          <p>{t('again.demo')}</p>
          <Button size="large">{t('again.demoSubmit')}</Button>
        </form>
      )}
    </Page>
  )
}
