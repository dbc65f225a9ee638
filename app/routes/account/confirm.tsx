import { data, redirect } from 'react-router'

import { findConfirming, makeAccount, regainAccount } from '#app/accounts/confirm-account.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Page } from '#app/ui/page.tsx'
import { SecretInput, TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/confirm'

export async function loader(args: Route.LoaderArgs) {
  const asked = await findConfirming(args, args.params.token)
  if (!asked) return data(null, { status: 404 })
  return { mail: asked.mail, name: asked.name, lost: asked.accountId !== null }
}

export async function action(args: Route.ActionArgs) {
  const { token } = args.params
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  if (step === 'make') return redirect(await makeAccount(args, token), 303)
  if (step !== 'regain') throw new Refusal('badForm')
  const proof = { code: textOf(form, 'code'), reference: textOf(form, 'reference'), secret: textOf(form, 'secret') }
  const regained = await regainAccount(args, token, proof)
  if (regained.state === 'regained') return redirect(regained.path, 303)
  if (regained.state === 'throttled') throw new Refusal('tooMany', { retryAfter: regained.retryAfter })
  return data({ reference: proof.reference }, { status: 422 })
}

/** Where a mailed link leads. Looking at it does nothing, as programs follow links in mails too. */
export default function Confirm({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  if (!loaderData) {
    return (
      <Page title={t('confirm.gone')}>
        <p className="lead">{t('confirm.goneText')}</p>
        <p>
          <a href="/sign-in">{t('ask.signIn')}</a>
        </p>
        <p>
          <a href="/account/new">{t('ask.title')}</a>
        </p>
      </Page>
    )
  }
  const { mail, name, lost } = loaderData
  if (lost) return <Regain wrong={actionData !== undefined} reference={actionData?.reference ?? ''} />
  return (
    <Page title={t('confirm.title')}>
      <p className="lead">{t('confirm.lead', { name, mail })}</p>
      <form method="post">
        <Button size="large" name="step" value="make">
          {t('confirm.submit')}
        </Button>
      </form>
    </Page>
  )
}

function Regain({ wrong, reference }: { wrong: boolean; reference: string }) {
  const { t } = useTranslation('account')
  const error = wrong ? t('regain.wrong') : undefined
  const quiet = { spellCheck: false, autoCapitalize: 'characters', autoComplete: 'off' } as const
  return (
    <Page title={t('regain.title')}>
      <ErrorSummary problems={error ? [{ id: 'code', message: error }] : []} />
      <p className="lead">{t('regain.lead')}</p>
      <form method="post" noValidate className="stack">
        <Heading level={2}>{t('regain.withCode')}</Heading>
        <Field id="code" label={t('regain.code')} error={error}>
          {(control) => <TextInput {...control} {...quiet} name="code" span="medium" />}
        </Field>
        <Heading level={2}>{t('regain.withReport')}</Heading>
        <p>{t('regain.withReportText')}</p>
        <Field id="reference" label={t('public:key.reference.label')}>
          {(control) => <TextInput {...control} {...quiet} name="reference" span="medium" defaultValue={reference} />}
        </Field>
        <Field id="secret" label={t('public:key.secret.label')}>
          {(control) => (
            <SecretInput
              {...control}
              name="secret"
              autoComplete="off"
              show={t('public:key.secret.show')}
              hide={t('public:key.secret.hide')}
            />
          )}
        </Field>
        <p>{t('regain.ends')}</p>
        <Button size="large" name="step" value="regain">
          {t('regain.submit')}
        </Button>
      </form>
    </Page>
  )
}
