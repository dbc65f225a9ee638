import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Checkbox, CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextArea, TextInput } from '#app/ui/text-input.tsx'
import { acts } from '#forms/mandates/scope.ts'

import { mandateLimits, type TypedMandate } from './typed-mandate.ts'

interface MandateFormProps {
  typed: TypedMandate
  errors: Readonly<Record<string, string>>
  sections: readonly string[]
  today: string
  action: string
  /** Names this page: loaded again with what was sent, it gives no second mandate. */
  once: string
  /** For all reports of an organisation. */
  forAll?: boolean
}

/** What may be done, with which parts of the form, until when, and on what ground. */
export function MandateForm({ typed, errors, sections, today, action, once, forAll = false }: MandateFormProps) {
  const { t } = useTranslation('mandates')
  return (
    <form method="post" action={action} noValidate className="stack">
      <input type="hidden" name="go" value="give" />
      <input type="hidden" name="once" value={once} />
      <FieldGroup id="acts" label={t('form.acts')} hint={t('form.actsHint')} error={errors.acts} need="required">
        {() => (
          <CheckboxGroup
            id="acts"
            name="acts"
            options={acts.map((act) => ({ value: act, label: t(`acts.${act}`), hint: t(`actHints.${act}`) }))}
            values={typed.acts}
          />
        )}
      </FieldGroup>
      <FieldGroup id="approval" label={t('form.approves')} hint={t('form.approvesHint')}>
        {() => <Checkbox name="approves" value="yes" defaultChecked={typed.approves} label={t('form.approvesLabel')} />}
      </FieldGroup>
      <Reach typed={typed} errors={errors} sections={sections} />
      <Field id="until" label={t('form.until')} hint={t('form.untilHint')} error={errors.until} need="required">
        {(control) => (
          <TextInput {...control} type="date" name="until" span="short" min={today} defaultValue={typed.until} />
        )}
      </Field>
      <Field id="client" label={t('form.client')} hint={t('form.clientHint')} error={errors.client}>
        {(control) => (
          <TextInput
            {...control}
            name="client"
            span="long"
            autoComplete="organization"
            maxLength={mandateLimits.client}
            defaultValue={typed.client}
          />
        )}
      </Field>
      <Field id="clause" label={t('form.clause')} hint={t('form.clauseHint')} error={errors.clause} need="required">
        {(control) => (
          <TextArea {...control} name="clause" rows={4} maxLength={mandateLimits.clause} defaultValue={typed.clause} />
        )}
      </Field>
      {forAll && <p>{t('form.forAll')}</p>}
      <Actions>
        <Button>{t('form.submit')}</Button>
      </Actions>
    </form>
  )
}

function Reach({ typed, errors, sections }: Pick<MandateFormProps, 'typed' | 'errors' | 'sections'>) {
  const { t } = useTranslation('mandates')
  return (
    <>
      <FieldGroup id="reach" label={t('form.reach')} need="required">
        {() => (
          <RadioGroup
            id="reach"
            name="reach"
            options={[
              { value: 'whole', label: t('form.whole') },
              { value: 'some', label: t('form.some'), hint: t('form.someHint') },
            ]}
            value={typed.reach}
          />
        )}
      </FieldGroup>
      <FieldGroup id="sections" label={t('form.sections')} error={errors.sections} shownWhen="reach=some">
        {() => (
          <CheckboxGroup
            id="sections"
            name="sections"
            inline
            options={sections.map((value) => ({ value, label: t(`sections:${value}.title`) }))}
            values={typed.sections}
          />
        )}
      </FieldGroup>
    </>
  )
}
