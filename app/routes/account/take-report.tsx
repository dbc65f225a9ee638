import { data, redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireAccount } from '#app/http/filer.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { openReport } from '#app/http/resume.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ReferenceField, SecretField, useKeyProblems } from '#app/reports/key-fields.tsx'
import { keyProblems } from '#app/reports/typed-key.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/take-report'

export async function loader(args: Route.LoaderArgs) {
  await requireAccount(args)
  return null
}

/** The report is opened by its key first; where it goes is chosen on its own page. */
export async function action(args: Route.ActionArgs) {
  await requireAccount(args)
  const form = await formOf(args.request)
  const typed = { reference: textOf(form, 'reference'), secret: textOf(form, 'secret') }
  const { reference } = typed
  const problems = keyProblems(typed)
  if (problems.length > 0) return data({ problems, reference }, { status: 422 })
  const opened = await openReport(args, typed)
  if (opened.state === 'throttled') {
    throw new Refusal('tooMany', { retryAfter: opened.retryAfter, next: '/account/take-over' })
  }
  if (opened.state === 'open') return redirect(`/reports/${opened.reference}/belongs`, 303)
  return data({ problems, reference }, { status: 422 })
}

export default function TakeReport({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  const { errorAt, summaryOf } = useKeyProblems()
  const problems = actionData?.problems ?? []
  const wrong = actionData && problems.length === 0 ? t('public:resume.wrong') : undefined
  return (
    <AccountPage title={t('take.title')} here={null} width="narrow" before={<a href="/account">{t('home')}</a>}>
      <ErrorSummary problems={wrong ? [{ id: 'reference', message: wrong }] : summaryOf(problems)} />
      <p className="lead">{t('take.lead')}</p>
      <form method="post" noValidate className="stack">
        <ReferenceField error={wrong ?? errorAt(problems, 'reference')} value={actionData?.reference} />
        <SecretField error={errorAt(problems, 'secret')} autoComplete="off" />
        <Button size="large">{t('take.submit')}</Button>
      </form>
    </AccountPage>
  )
}
