import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextArea, TextInput } from '#app/ui/text-input.tsx'

import type { ClaimForm, ClaimProblem } from './claim.server.ts'

/** The field that a problem belongs to. */
export const claimFieldOf: Record<ClaimProblem, string> = {
  missingName: 'number',
  longName: 'number',
  badNumber: 'number',
  badDigit: 'number',
  missingNumber: 'number',
  missingAddress: 'address',
  wrongMail: 'mail',
  anybodysMail: 'mail',
  longAddress: 'address',
  longNote: 'note',
}

/** Which corporation the organisation is, and how the portal can find out. */
export function ClaimFormView({
  typed,
  problems,
}: {
  typed: ClaimForm
  problems: readonly { id: string; message: string }[]
}) {
  const { t } = useTranslation('organisations')
  const errorOf = (id: string) => problems.find((problem) => problem.id === id)?.message
  return (
    <>
      <p className="lead">{t('claim.lead')}</p>
      <form method="post" noValidate className="stack">
        <Field id="number" label={t('number')} hint={t('claim.numberHint')} error={errorOf('number')} need="required">
          {(control) => (
            <TextInput {...control} name="number" span="medium" inputMode="numeric" defaultValue={typed.number} />
          )}
        </Field>
        <Field
          id="address"
          label={t('claim.address')}
          hint={t('claim.addressHint')}
          error={errorOf('address')}
          need="required"
        >
          {(control) => (
            <TextInput
              {...control}
              name="address"
              autoComplete="street-address"
              maxLength={300}
              defaultValue={typed.address}
            />
          )}
        </Field>
        <Field id="mail" label={t('claim.mail')} hint={t('claim.mailHint')} error={errorOf('mail')}>
          {(control) => <TextInput {...control} type="email" name="mail" span="long" defaultValue={typed.mail} />}
        </Field>
        <Field id="note" label={t('claim.note')} hint={t('claim.noteHint')} error={errorOf('note')}>
          {(control) => (
            <TextArea {...control} name="note" rows={3} maxLength={2000} counted defaultValue={typed.note} />
          )}
        </Field>
        <Button size="large" name="step" value="claim">
          {t('claim.submit')}
        </Button>
      </form>
    </>
  )
}
