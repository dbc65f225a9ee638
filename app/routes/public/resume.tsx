import { useTranslation } from '#app/i18n/use-translation.ts'
import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { keptAgain } from '#app/http/kept-form.server.ts'
import { keptNames, reportOf, type KeptForm } from '#app/http/kept-form.ts'
import { openReport } from '#app/http/resume.server.ts'
import { KeptReport } from '#app/routes/layouts/kept-form.tsx'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/resume'

type Problem = 'missingReference' | 'missingSecret' | 'wrong'

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const kept = keptAgain(form)
  if (kept) return resumeKept(args, kept, form)
  const typed = { reference: textOf(form, 'reference'), secret: textOf(form, 'secret') }
  const missing: Problem[] = []
  if (!typed.reference) missing.push('missingReference')
  if (!typed.secret) missing.push('missingSecret')
  if (missing.length > 0) return data({ problems: missing, reference: typed.reference, again: null }, { status: 422 })

  const opened = await openReport(args, typed)
  if (opened.state === 'throttled') throw new Refusal('tooMany', { retryAfter: opened.retryAfter, next: '/resume' })
  if (opened.state === 'open') return redirect(`/reports/${opened.reference}`)
  const wrong: Problem[] = ['wrong']
  return data({ problems: wrong, reference: typed.reference, again: null }, { status: 422 })
}

/** Opens the report and sends what was typed on its way again: 307 is a browser's word for the same post elsewhere. */
async function resumeKept(args: Route.ActionArgs, kept: KeptForm, form: FormData) {
  const reference = reportOf(kept.to) ?? ''
  const secret = textOf(form, keptNames.secret)
  const { state } = secret ? await openReport(args, { reference, secret }) : { state: 'missingSecret' as const }
  if (state === 'open') return redirect(kept.to, 307)
  const none: Problem[] = []
  return data(
    { problems: none, reference, again: { kept, problem: state } },
    { status: state === 'throttled' ? 429 : 422 },
  )
}

export default function Resume({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation('public')
  if (actionData?.again) {
    const wrong = t(`resume.kept.${actionData.again.problem}`)
    return (
      <Page title={t('resume.title')}>
        <ErrorSummary problems={[{ id: keptNames.secret, message: wrong }]} />
        <KeptReport kept={actionData.again.kept} wrong={wrong} />
      </Page>
    )
  }
  const problems = actionData?.problems ?? []
  const messageOf = (problem: Problem) => (problems.includes(problem) ? t(`resume.${problem}`) : undefined)
  const referenceError = messageOf('missingReference') ?? messageOf('wrong')
  const summary = problems.map((problem) => ({
    id: problem === 'missingSecret' ? 'secret' : 'reference',
    message: t(`resume.${problem}`),
  }))
  return (
    <Page title={t('resume.title')}>
      <ErrorSummary problems={summary} />
      <p className="lead">{t('resume.lead')}</p>
      <form method="post" noValidate className="stack">
        <Field
          id="reference"
          label={t('resume.reference')}
          hint={t('resume.referenceHint')}
          error={referenceError}
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
        <Field
          id="secret"
          label={t('resume.secret')}
          hint={t('resume.secretHint')}
          error={messageOf('missingSecret')}
          need="required"
        >
          {(control) => (
            <TextInput
              {...control}
              type="password"
              name="secret"
              span="long"
              autoComplete="current-password"
              spellCheck={false}
            />
          )}
        </Field>
        <Button size="large">{t('resume.submit')}</Button>
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
