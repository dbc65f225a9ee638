import { contextOf } from '#app/context.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { keptAgain } from '#app/http/kept-form.server.ts'
import { keptNames, reportOf, type KeptForm } from '#app/http/kept-form.ts'
import { openReport } from '#app/http/resume.server.ts'
import { begunHere, mustAskToClose } from '#app/reports/begun-here.server.ts'
import { ClosesBegun } from '#app/reports/begun-report.tsx'
import { ReferenceField, SecretField, useKeyProblems, type KeyProblem } from '#app/reports/key-fields.tsx'
import { keyProblems, secretProblems } from '#app/reports/typed-key.server.ts'
import { KeptReport } from '#app/routes/layouts/kept-form.tsx'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Page } from '#app/ui/page.tsx'
import { findKept } from '#db/retention/retention.server.ts'

import type { Route } from './+types/resume'

/** What would be closed by opening another report. */
export async function loader(args: Route.LoaderArgs) {
  return { begun: await begunHere(args) }
}

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const kept = keptAgain(form)
  if (kept) return resumeKept(args, kept, form)
  const typed = { reference: textOf(form, 'reference'), secret: textOf(form, 'secret') }
  const { reference } = typed
  const problems = keyProblems(typed)
  if (problems.length > 0) return data({ problems, gone: null, reference, again: null }, { status: 422 })

  if (await mustAskToClose(args, form, reference))
    return data({ problems, gone: null, reference, again: null }, { status: 409 })
  const opened = await openReport(args, typed)
  if (opened.state === 'throttled') throw new Refusal('tooMany', { retryAfter: opened.retryAfter, next: '/resume' })
  if (opened.state === 'open') return redirect(`/reports/${opened.reference}`)
  const gone = await contextOf(args.context, { kind: 'anyone' }).db.transaction(findKept)
  return data({ problems, gone, reference, again: null }, { status: 422 })
}

/** Opens the report and sends what was typed on its way again: 307 is a browser's word for the same post elsewhere. */
async function resumeKept(args: Route.ActionArgs, kept: KeptForm, form: FormData) {
  const reference = reportOf(kept.to) ?? ''
  const secret = textOf(form, keptNames.secret)
  const problems = secretProblems(secret)
  if (problems.length === 0 && (await mustAskToClose(args, form, reference)))
    return data({ problems, gone: null, reference, again: { kept, problem: null } }, { status: 409 })
  const state = problems.length > 0 ? null : (await openReport(args, { reference, secret })).state
  if (state === 'open') return redirect(kept.to, 307)
  return data(
    { problems, gone: null, reference, again: { kept, problem: state } },
    { status: state === 'throttled' ? 429 : 422 },
  )
}

export default function Resume({ loaderData: { begun }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  const { period } = useFormat()
  const { errorAt, summaryOf } = useKeyProblems()
  const problems: readonly KeyProblem[] = actionData?.problems ?? []
  if (actionData?.again) {
    const { kept, problem } = actionData.again
    const error = problem ? t(`resume.kept.${problem}`) : errorAt(problems, 'secret')
    return (
      <Page title={t('resume.title')} switchesLanguage={false}>
        <ErrorSummary problems={error ? [{ id: keptNames.secret, message: error }] : []} />
        {begun && <ClosesBegun begun={begun} back="/resume" />}
        <KeptReport kept={kept} wrong={error} closes={begun?.reference} />
      </Page>
    )
  }
  // Whether there is no such report, or the secret is another one, is never said: but that reports do end is.
  const gone = actionData?.gone
  const wrong = gone ? t('resume.wrong') : undefined
  return (
    <Page title={t('resume.title')}>
      <ErrorSummary problems={wrong ? [{ id: 'reference', message: wrong }] : summaryOf(problems)} />
      {gone && <p>{t('resume.gone', { draft: period(gone.draft), report: period(gone.report) })}</p>}
      {begun && <ClosesBegun begun={begun} back="/resume" />}
      <p className="lead">{t('resume.lead')}</p>
      <form method="post" noValidate className="stack">
        {begun && <input type="hidden" name={keptNames.closes} value={begun.reference} />}
        <ReferenceField error={wrong ?? errorAt(problems, 'reference')} value={actionData?.reference} />
        <SecretField error={errorAt(problems, 'secret')} />
        <Button size="large">{t(begun ? 'resume.submitClosing' : 'resume.submit')}</Button>
      </form>
      <p>
        <a href="/takeover">{t('intakes:takeOver.link')}</a>
      </p>
      <Details summary={t('resume.lost.title')}>
        <p>{t('resume.lost.text')}</p>
      </Details>
    </Page>
  )
}
