import { ChoiceField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm } from '#app/case-files/acts/act-form.tsx'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'

import type { ActsProps } from './act-forms.tsx'
import { holdLengths, holdReasons } from './hold.ts'

/** The coordination centre asks the other bodies for a pause, or ends it. Other bodies have no such form. */
export function HoldForms({ file, typed, asking }: ActsProps) {
  const { t } = useTranslation('asking')
  const act = 'hold'
  if (!asking.coordinates) return null
  if (asking.holds.some(({ side }) => side === 'coordination')) {
    return (
      <ActForm id={file.id} act="hold-end">
        <Button look="outline">{t('hold.lift')}</Button>
      </ActForm>
    )
  }
  const reasons = holdReasons.map((reason) => ({ value: reason, label: t(`hold.reasons.${reason}`) }))
  const lengths = holdLengths.map((hours) => ({ value: String(hours), label: t(`hold.lengths.${hours}`) }))
  return (
    <Details summary={t('hold.coordinate')} id={act} open={typed.act === act}>
      <ActForm id={file.id} act={act}>
        <p className="quiet">{t('hold.coordinateLead')}</p>
        <ChoiceField
          act={act}
          name="reason"
          label={t('hold.reason')}
          options={reasons}
          empty={t('reporter:answer.choose')}
          required
          typed={typed}
        />
        <ChoiceField
          act={act}
          name="hours"
          label={t('hold.length')}
          options={lengths}
          value="24"
          required
          typed={typed}
        />
        <Button look="outline">{t('hold.coordinateSubmit')}</Button>
      </ActForm>
    </Details>
  )
}
