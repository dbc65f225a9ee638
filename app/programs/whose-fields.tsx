import { useTranslation } from '#app/i18n/use-translation.ts'
import { RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { Select } from '#app/ui/text-input.tsx'

import type { MandateChoice } from './whose.server.ts'

interface WhoseFieldsProps {
  mandates: readonly MandateChoice[]
  whose: string
  error: string | undefined
}

/** For whom the program acts, where the organisation acts for others. */
export function WhoseFields({ mandates, whose, error }: WhoseFieldsProps) {
  const { t } = useTranslation('programs')
  const isNamed = whose === 'own' || whose === 'clients'
  const options = (['own', 'clients', 'one'] as const).map((value) => ({
    value,
    label: t(`whose.of.${value}.label`),
    hint: t(`whose.of.${value}.hint`),
  }))
  return (
    <>
      <FieldGroup id="whose" label={t('whose.label')} error={error} need="required">
        {() => <RadioGroup id="whose" name="whose" options={options} value={isNamed ? whose : 'one'} />}
      </FieldGroup>
      <Field id="mandate" label={t('whose.mandate')} hint={t('whose.mandateHint')}>
        {(control) => (
          <Select
            {...control}
            name="mandate"
            empty={t('whose.none')}
            defaultValue={isNamed ? '' : whose}
            options={mandates.map(({ id, number, client }) => ({
              value: id,
              label: t('whose.one', { number, client }),
            }))}
          />
        )}
      </Field>
    </>
  )
}
