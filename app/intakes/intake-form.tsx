import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { DateTimeInput } from '#app/ui/date-time-input.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { channels, intakeLimits, type TypedIntake } from './typed-intake.ts'

interface IntakeFormProps {
  typed: TypedIntake
  errors: Readonly<Record<string, string>>
  today: string
}

/** Who called and how to call back; the report itself comes after, on the reporter's own form. */
export function IntakeForm({ typed, errors, today }: IntakeFormProps) {
  const { t } = useTranslation('intakes')
  const languages = [
    { value: 'ja', label: '日本語' },
    { value: 'en', label: 'English' },
  ]
  return (
    <form method="post" action="/desk/intake" noValidate className="stack">
      <FieldGroup id="channel" label={t('form.channel')} error={errors.channel} need="required">
        {() => (
          <RadioGroup
            id="channel"
            name="channel"
            inline
            options={channels.map((value) => ({ value, label: t(`channels.${value}`) }))}
            value={typed.channel}
          />
        )}
      </FieldGroup>
      <FieldGroup
        id="received"
        label={t('form.received')}
        hint={t('form.receivedHint')}
        error={errors.received}
        need="required"
      >
        {() => (
          <DateTimeInput
            id="received"
            dateName="date"
            timeName="time"
            date={typed.date}
            time={typed.time}
            latest={today}
          />
        )}
      </FieldGroup>
      <CallerFields typed={typed} errors={errors} />
      <FieldGroup id="language" label={t('form.language')} hint={t('form.languageHint')}>
        {() => <RadioGroup id="language" name="language" inline options={languages} value={typed.language} />}
      </FieldGroup>
      <Actions>
        <Button>{t('form.submit')}</Button>
      </Actions>
    </form>
  )
}

function CallerFields({ typed, errors }: Pick<IntakeFormProps, 'typed' | 'errors'>) {
  const { t } = useTranslation('intakes')
  return (
    <>
      <Field
        id="name"
        label={t('form.name')}
        hint={t('form.nameHint')}
        error={errors.name}
        need="required"
        audience={<Audience who="here" />}
      >
        {(control) => (
          <TextInput
            {...control}
            name="name"
            span="long"
            autoComplete="off"
            maxLength={intakeLimits.name}
            defaultValue={typed.name}
          />
        )}
      </Field>
      <Field
        id="phone"
        label={t('form.phone')}
        hint={t('form.phoneHint')}
        error={errors.phone}
        audience={<Audience who="here" />}
      >
        {(control) => (
          <TextInput
            {...control}
            type="tel"
            name="phone"
            span="medium"
            autoComplete="off"
            maxLength={intakeLimits.phone}
            defaultValue={typed.phone}
          />
        )}
      </Field>
    </>
  )
}
