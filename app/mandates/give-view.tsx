import { useTranslation } from '#app/i18n/use-translation.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'

import { MandateCode } from './mandate-code.tsx'
import { MandateForm } from './mandate-form.tsx'
import { MandateList } from './mandate-list.tsx'
import { fileField, type WrongFile } from './wrong-file.ts'
import type { PutBack } from './mandate-post.server.ts'
import type { MandateView } from './mandate-view.ts'
import { narrowField } from './narrow-form.tsx'
import { mandateLimits, type MandateProblem, type TypedMandate } from './typed-mandate.ts'

interface GiveViewProps {
  mandates: readonly MandateView[]
  typed: TypedMandate
  problems: readonly MandateProblem[]
  given: { number: string; code: string; expiresAt: string } | null
  sections: readonly string[]
  today: string
  action: string
  once: string
  forAll?: boolean
  narrowing?: PutBack | null
  wrongFile: WrongFile | null
}

/** Mandates as the client sees them: what was given, and giving another one. */
export function GiveView({
  mandates,
  typed,
  problems,
  given,
  action,
  narrowing = null,
  wrongFile,
  ...form
}: GiveViewProps) {
  const { t } = useTranslation('mandates')
  const messages = problems.map(({ field, code }) => ({
    id: field,
    message: t(`problems.${code}`, { max: field === 'client' ? mandateLimits.client : mandateLimits.clause }),
  }))
  const narrower = (narrowing?.problems ?? []).map(({ field, code }) => ({
    id: narrowField(narrowing?.id ?? '', field),
    message: t(`problems.${code}`),
  }))
  const files = wrongFile ? [{ id: fileField(wrongFile.id), message: wrongFile.message }] : []
  return (
    <>
      <ErrorSummary problems={[...messages, ...narrower, ...files]} />
      {given && <MandateCode {...given} />}
      <Heading level={2}>{t('list.title')}</Heading>
      <MandateList
        {...{ mandates, action }}
        forAll={form.forAll ?? false}
        sections={form.sections}
        putBack={narrowing}
        wrongFile={wrongFile}
      />
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
