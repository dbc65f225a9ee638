import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireAccount } from '#app/http/filer.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { openReport } from '#app/http/resume.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/take-report'

export async function loader(args: Route.LoaderArgs) {
  await requireAccount(args)
  return null
}

/** The report is opened by its key first; where it goes is chosen on its own page. */
export async function action(args: Route.ActionArgs) {
  await requireAccount(args)
  const form = await formOf(args.request)
  const reference = textOf(form, 'reference')
  const opened = await openReport(args, { reference, secret: textOf(form, 'secret') })
  if (opened.state === 'throttled') {
    throw new Refusal('tooMany', { retryAfter: opened.retryAfter, next: '/account/take-over' })
  }
  if (opened.state === 'open') return redirect(`/reports/${opened.reference}/belongs`, 303)
  return data({ reference }, { status: 422 })
}

export default function TakeReport({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  const error = actionData ? t('public:resume.wrong') : undefined
  return (
    <AccountPage title={t('take.title')} here={null} width="narrow" before={<a href="/account">{t('home')}</a>}>
      <ErrorSummary problems={error ? [{ id: 'reference', message: error }] : []} />
      <p className="lead">{t('take.lead')}</p>
      <form method="post" noValidate className="stack">
        <Field
          id="reference"
          label={t('public:resume.reference')}
          hint={t('public:resume.referenceHint')}
          error={error}
          need="required"
        >
          {(control) => (
            <TextInput
              {...control}
              name="reference"
              span="medium"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              defaultValue={actionData?.reference}
            />
          )}
        </Field>
        <Field id="secret" label={t('public:resume.secret')} hint={t('public:resume.secretHint')} need="required">
          {(control) => <TextInput {...control} type="password" name="secret" span="long" autoComplete="off" />}
        </Field>
        <Button size="large">{t('take.submit')}</Button>
      </form>
    </AccountPage>
  )
}
