import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Select, TextInput } from '#app/ui/text-input.tsx'

import { ReasonField } from './hold-forms.tsx'

interface PeriodFormProps {
  bodies: readonly string[]
  typed: { kind: string; recipient: string; days: string; basis: string; reason: string; goes: string } | null
  errors: Readonly<Record<string, string>>
  /** What the next run would delete, as has just been said. */
  goes: number
}

const kinds = ['draft', 'case-file', 'report', 'export'] as const
const bases = ['own-choice', 'rule'] as const

/** A period from now on; what counted before stays in the history. */
export function PeriodForm({ bodies, typed, errors, goes }: PeriodFormProps) {
  const { t } = useTranslation('retention')
  const words = useWords()
  const options = bodies.map((value) => ({ value, label: words.recipient(value) }))
  return (
    <form method="post" noValidate className="stack">
      {goes > 0 && <input type="hidden" name="goes" value={typed?.goes} />}
      <FieldGroup id="period-kind" label={t('operator.kind')} error={errors['period-kind']} need="required">
        {() => (
          <RadioGroup
            id="period-kind-choice"
            name="kind"
            options={kinds.map((value) => ({ value, label: t(`kinds.${value}.name`), hint: t(`kinds.${value}.from`) }))}
            value={typed?.kind}
          />
        )}
      </FieldGroup>
      <Field
        id="period-recipient"
        label={t('operator.body')}
        hint={t('operator.bodyHint')}
        error={errors['period-recipient']}
      >
        {(control) => (
          <Select
            {...control}
            name="recipient"
            empty={t('operator.all')}
            options={options}
            defaultValue={typed?.recipient}
          />
        )}
      </Field>
      <Field
        id="period-days"
        label={t('operator.days')}
        hint={t('operator.daysHint')}
        error={errors['period-days']}
        need="required"
      >
        {(control) => (
          <TextInput {...control} name="days" inputMode="numeric" span="short" defaultValue={typed?.days} />
        )}
      </Field>
      <FieldGroup id="period-basis" label={t('operator.basis')} error={errors['period-basis']} need="required">
        {() => (
          <RadioGroup
            id="period-basis-choice"
            name="basis"
            options={bases.map((value) => ({ value, label: t(`bases.${value}`) }))}
            value={typed?.basis}
          />
        )}
      </FieldGroup>
      <ReasonField
        id="period-reason"
        hint={t('operator.reasonHint')}
        typed={typed?.reason}
        error={errors['period-reason']}
      />
      <Button name="do" value="period" look={goes > 0 ? 'danger' : 'primary'}>
        {goes > 0 ? t('operator.saveSure', { count: goes }) : t('operator.save')}
      </Button>
    </form>
  )
}
