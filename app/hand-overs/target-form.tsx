import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Select } from '#app/ui/text-input.tsx'

export interface HeldRevision {
  id: string
  number: number
  phase: string
  sentAt: string
}

interface TargetFormProps {
  action: string
  back: string
  targets: readonly string[]
  held: readonly HeldRevision[]
  own: string
  error: string | undefined
}

/** First: to whom, and which of the revisions that this body got. Nobody is chosen beforehand: it cannot be taken back. */
export function TargetForm({ action, back, targets, held, own, error }: TargetFormProps) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  const revisions = held.toReversed().map(({ id, number, phase, sentAt }) => ({
    value: id,
    label: t('form.revision', { number, phase: t(`recipient:stages.${phase}`), at: dateTime(sentAt) }),
  }))
  return (
    <form method="get" action={action} className="stack">
      <FieldGroup id="to" label={t('form.to')} hint={t('form.toHint')} error={error} need="required">
        {() => (
          <RadioGroup
            id="to"
            name="to"
            options={targets.map((value) => ({
              value,
              label: value === own ? t('form.otherPrefecture') : words.recipient(value),
            }))}
          />
        )}
      </FieldGroup>
      {revisions.length > 1 && (
        <Field id="delivery" label={t('form.which')}>
          {(control) => <Select {...control} name="delivery" options={revisions} span="full" />}
        </Field>
      )}
      <Actions>
        <Button name="go" value="next">
          {t('form.next')}
        </Button>
        <LinkButton look="text" href={back}>
          {t('form.back')}
        </LinkButton>
      </Actions>
    </form>
  )
}
