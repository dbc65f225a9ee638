import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience, type Readers } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { actWord } from './acts.ts'
import type { ProgramProblem, ProgramWish } from './programs.server.ts'
import { nameLimit, secretDays } from './secret-terms.ts'
import { WhoseFields } from './whose-fields.tsx'
import type { MandateChoice } from './whose.server.ts'

interface ProgramFormProps {
  address: string
  acts: readonly string[]
  mandates: readonly MandateChoice[]
  readers: Readers
  typed: { wish: ProgramWish; problems: readonly ProgramProblem[] } | null
}

const usual: ProgramWish = { name: '', acts: [], whose: 'own', kind: 'key', days: '90' }

export function ProgramForm({ address, acts, mandates, readers, typed }: ProgramFormProps) {
  const { t } = useTranslation('programs')
  const { period } = useFormat()
  const wish = typed?.wish ?? usual
  const errorOf = (field: ProgramProblem['field']) => {
    const found = typed?.problems.find((problem) => problem.field === field)
    return found && t(`problems.${found.code}`)
  }
  const kinds = (['key', 'client'] as const).map((value) => ({
    value,
    label: t(`kinds.${value}.label`),
    hint: t(`kinds.${value}.hint`),
  }))
  return (
    <form method="post" action={address} noValidate className="stack-s">
      <Field
        id="name"
        label={t('form.name')}
        hint={t('form.nameHint')}
        need="required"
        error={errorOf('name')}
        audience={<Audience who={readers} />}
      >
        {(control) => (
          <TextInput {...control} name="name" span="medium" maxLength={nameLimit} defaultValue={wish.name} />
        )}
      </Field>
      <FieldGroup id="acts" label={t('form.acts')} hint={t('form.actsHint')} error={errorOf('acts')} need="required">
        {() => (
          <CheckboxGroup
            id="acts"
            name="acts"
            options={acts.map((act) => ({ value: act, label: t(`acts.${actWord(act)}`) }))}
            values={wish.acts}
          />
        )}
      </FieldGroup>
      {mandates.length > 0 && <WhoseFields mandates={mandates} whose={wish.whose} error={errorOf('whose')} />}
      <FieldGroup id="kind" label={t('form.kind')} error={errorOf('kind')} need="required">
        {() => <RadioGroup id="kind" name="kind" options={kinds} value={wish.kind} />}
      </FieldGroup>
      <FieldGroup id="days" label={t('form.days')} hint={t('form.daysHint')} error={errorOf('days')} need="required">
        {() => (
          <RadioGroup
            id="days"
            name="days"
            options={secretDays.map((value) => ({ value, label: period(Number(value)) }))}
            value={wish.days}
            inline
          />
        )}
      </FieldGroup>
      <Button look="primary" name="do" value="make">
        {t('form.make')}
      </Button>
    </form>
  )
}
