import { data, redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { takeOverReport } from '#app/intakes/take-over.server.ts'
import { Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Page } from '#app/ui/page.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/take-over'

type Problem = 'missingReference' | 'missingCode' | 'wrong'

const fieldOf = (problem: Problem) => (problem === 'missingReference' ? 'reference' : 'code')

export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const typed = { reference: textOf(form, 'reference'), code: textOf(form, 'code') }
  const missing: Problem[] = []
  if (!typed.reference) missing.push('missingReference')
  if (!typed.code) missing.push('missingCode')
  if (missing.length > 0) return data({ problems: missing, reference: typed.reference }, { status: 422 })

  const taken = await takeOverReport(args, typed)
  if (taken.state === 'throttled') throw new Refusal('tooMany', { retryAfter: taken.retryAfter, next: '/takeover' })
  if (taken.state === 'taken') return redirect(`/reports/${taken.reference}`, 303)
  const wrong: Problem[] = ['wrong']
  return data({ problems: wrong, reference: typed.reference }, { status: 422 })
}

export default function TakeOver({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation('intakes')
  const problems = actionData?.problems ?? []
  const errorOf = (field: string) => {
    const problem = problems.find((one) => fieldOf(one) === field)
    return problem && t(`takeOver.${problem}`)
  }
  const summary = problems.map((problem) => ({ id: fieldOf(problem), message: t(`takeOver.${problem}`) }))
  return (
    <Page title={t('takeOver.title')}>
      <ErrorSummary problems={summary} />
      <p className="lead">{t('takeOver.lead')}</p>
      <form method="post" noValidate className="stack">
        <Field
          id="reference"
          label={t('code.reference')}
          hint={t('takeOver.referenceHint')}
          error={errorOf('reference')}
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
        <Field id="code" label={t('code.code')} hint={t('takeOver.codeHint')} error={errorOf('code')} need="required">
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
        <Button size="large">{t('takeOver.submit')}</Button>
      </form>
      <p>{t('takeOver.after')}</p>
      <p>
        <a href="/resume">{t('takeOver.resume')}</a>
      </p>
    </Page>
  )
}
