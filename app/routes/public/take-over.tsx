import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { keptNames } from '#app/http/kept-form.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { takeOverReport } from '#app/intakes/take-over.server.ts'
import { begunHere, mustAskToClose } from '#app/reports/begun-here.server.ts'
import { ClosesBegun } from '#app/reports/begun-report.tsx'
import { ReferenceField, useKeyProblems, type KeyProblem } from '#app/reports/key-fields.tsx'
import { referenceProblems } from '#app/reports/typed-key.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/take-over'

type Problem = 'missingCode' | 'wrong'

/** What would be closed by taking another report over. */
export async function loader(args: Route.LoaderArgs) {
  return { begun: await begunHere(args) }
}

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const typed = { reference: textOf(form, 'reference'), code: textOf(form, 'code') }
  const { reference } = typed
  const flaws = referenceProblems(reference)
  const missing: Problem | null = typed.code ? null : 'missingCode'
  if (flaws.length > 0 || missing) return data({ flaws, problem: missing, reference }, { status: 422 })
  if (await mustAskToClose(args, form, reference)) return data({ flaws, problem: null, reference }, { status: 409 })

  const taken = await takeOverReport(args, typed)
  if (taken.state === 'throttled') throw new Refusal('tooMany', { retryAfter: taken.retryAfter, next: '/takeover' })
  if (taken.state === 'taken') return redirect(`/reports/${taken.reference}`, 303)
  const wrong: Problem = 'wrong'
  return data({ flaws, problem: wrong, reference }, { status: 422 })
}

export default function TakeOver({ loaderData: { begun }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('intakes')
  const { errorAt, summaryOf } = useKeyProblems()
  const flaws: readonly KeyProblem[] = actionData?.flaws ?? []
  const error = actionData?.problem ? t(`takeOver.${actionData.problem}`) : undefined
  const summary = [...summaryOf(flaws), ...(error ? [{ id: 'code', message: error }] : [])]
  return (
    <Page title={t('takeOver.title')}>
      <ErrorSummary problems={summary} />
      {begun && <ClosesBegun begun={begun} back="/takeover" />}
      <p className="lead">{t('takeOver.lead')}</p>
      <form method="post" noValidate className="stack">
        {begun && <input type="hidden" name={keptNames.closes} value={begun.reference} />}
        <ReferenceField error={errorAt(flaws, 'reference')} value={actionData?.reference} />
        <Field id="code" label={t('code.code')} hint={t('takeOver.codeHint')} error={error} need="required">
          {(control) => (
            <TextInput
              {...control}
              name="code"
              span="medium"
              inputMode="numeric"
              autoComplete="one-time-code"
              spellCheck={false}
            />
          )}
        </Field>
        <Button size="large">{t(begun ? 'takeOver.submitClosing' : 'takeOver.submit')}</Button>
      </form>
      <p>{t('takeOver.after')}</p>
      <p>
        <a href="/resume">{t('takeOver.resume')}</a>
      </p>
    </Page>
  )
}
