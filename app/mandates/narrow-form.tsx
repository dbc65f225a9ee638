import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { CheckboxGroup, RadioGroup } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { PutBack } from './mandate-post.server.ts'
import type { MandateView } from './mandate-view.ts'
import { dayOf, type NarrowingProblem, type TypedNarrowing } from './typed-narrowing.ts'

interface NarrowFormProps {
  mandate: MandateView
  /** Of the whole form. */
  sections: readonly string[]
  action: string
  putBack: PutBack | null
}

/** Where a field of one mandate's form is. */
export const narrowField = (id: string, field: NarrowingProblem['field']): string => `narrow-${field}-${id}`

/** Less of what it is now: only what it has can be chosen. */
export function NarrowForm({ mandate, sections, action, putBack }: NarrowFormProps) {
  const { t } = useTranslation('mandates')
  const { day } = useFormat()
  const { id, acts, validUntil, forAll } = mandate
  const typed = putBack?.typed ?? asNow(mandate)
  const at = (field: NarrowingProblem['field']) => narrowField(id, field)
  const errorAt = (field: NarrowingProblem['field']) => {
    const problem = putBack?.problems.find((one) => one.field === field)
    return problem && t(`problems.${problem.code}`)
  }
  return (
    <Details summary={t('narrow.summary')} open={putBack !== null}>
      <form method="post" action={action} noValidate className="stack">
        <input type="hidden" name="mandate" value={id} />
        <p>{t('narrow.lead')}</p>
        <FieldGroup id={at('acts')} label={t('form.acts')} error={errorAt('acts')} need="required">
          {() => (
            <CheckboxGroup
              id={at('acts')}
              name="acts"
              options={acts.map((act) => ({ value: act, label: t(`acts.${act}`) }))}
              values={typed.acts}
            />
          )}
        </FieldGroup>
        <SectionsLeft {...{ mandate, sections, typed }} id={at('sections')} error={errorAt('sections')} />
        <Field
          id={at('until')}
          label={t('form.until')}
          hint={validUntil && t('narrow.untilHint', { until: day(validUntil) })}
          error={errorAt('until')}
        >
          {(control) => (
            <TextInput
              {...control}
              type="date"
              name="until"
              span="short"
              max={validUntil ? dayOf(new Date(validUntil)) : undefined}
              defaultValue={typed.until}
            />
          )}
        </Field>
        {forAll && (
          <Field id={at('reference')} label={t('narrow.one')} hint={t('narrow.oneHint')} error={errorAt('reference')}>
            {(control) => (
              <TextInput {...control} name="reference" span="short" autoComplete="off" defaultValue={typed.reference} />
            )}
          </Field>
        )}
        <Actions>
          <Button look="outline" name="go" value="narrow">
            {t('narrow.submit')}
          </Button>
        </Actions>
      </form>
    </Details>
  )
}

type SectionsProps = Pick<NarrowFormProps, 'mandate' | 'sections'> & {
  typed: TypedNarrowing
  id: string
  error: string | undefined
}

/** Of the whole form some; of some, fewer. */
function SectionsLeft({ mandate, sections, typed, id, error }: SectionsProps) {
  const { t } = useTranslation('mandates')
  const isWhole = mandate.sections === null
  const left = mandate.sections ?? sections
  return (
    <>
      {isWhole ? (
        <FieldGroup id={`${id}-reach`} label={t('form.reach')}>
          {() => (
            <RadioGroup
              id={`${id}-reach`}
              name="reach"
              options={[
                { value: 'whole', label: t('form.whole') },
                { value: 'some', label: t('form.some') },
              ]}
              value={typed.reach}
            />
          )}
        </FieldGroup>
      ) : (
        <input type="hidden" name="reach" value="some" />
      )}
      <FieldGroup
        id={id}
        label={t('form.sections')}
        error={error}
        {...(isWhole ? { shownWhen: 'reach=some' } : { need: 'required' })}
      >
        {() => (
          <CheckboxGroup
            id={id}
            name="sections"
            inline
            options={left.map((value) => ({ value, label: t(`sections:${value}.title`) }))}
            values={typed.sections}
          />
        )}
      </FieldGroup>
    </>
  )
}

const asNow = ({ sections, acts, validUntil }: MandateView): TypedNarrowing => ({
  reach: sections ? 'some' : 'whole',
  sections: sections ?? [],
  acts,
  until: validUntil ? dayOf(new Date(validUntil)) : '',
  reference: '',
})
