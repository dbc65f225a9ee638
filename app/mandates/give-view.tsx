import { useTranslation } from '#app/i18n/use-translation.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'

import { MandateCode } from './mandate-code.tsx'
import { MandateForm } from './mandate-form.tsx'
import { MandateList } from './mandate-list.tsx'
import type { MandateView } from './mandate-view.ts'
import { mandateLimits, type MandateProblem, type TypedMandate } from './typed-mandate.ts'

interface GiveViewProps {
  mandates: readonly MandateView[]
  typed: TypedMandate
  problems: readonly MandateProblem[]
  given: { number: string; code: string; expiresAt: string } | null
  sections: readonly string[]
  today: string
  action: string
  forAll?: boolean
}

/** Mandates as the client sees them: what was given, and giving another one. */
export function GiveView({ mandates, typed, problems, given, action, ...form }: GiveViewProps) {
  const { t } = useTranslation('mandates')
  const messages = problems.map(({ field, code }) => ({
    id: field,
    message: t(`problems.${code}`, { max: field === 'client' ? mandateLimits.client : mandateLimits.clause }),
  }))
  return (
    <>
      <ErrorSummary problems={messages} />
      {given && <MandateCode {...given} />}
      <Heading level={2}>{t('list.title')}</Heading>
      <MandateList mandates={mandates} action={action} forAll={form.forAll ?? false} />
      <Heading level={2}>{t('form.title')}</Heading>
      <MandateForm
        {...form}
        action={action}
        typed={typed}
        errors={Object.fromEntries(messages.map(({ id, message }) => [id, message]))}
      />
    </>
  )
}
