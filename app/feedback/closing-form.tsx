import { ChoiceField, TextField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm } from '#app/case-files/acts/act-form.tsx'
import { closingReasons } from '#app/case-files/acts/closing-reasons.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'

import type { ActsProps } from './act-forms.tsx'
import { TemplatePicker } from './template-picker.tsx'
import { ThreadAudience } from './thread-audience.tsx'

/** Ends the body's work, or takes it up again. The reporter is shown both. */
export function ClosingForm({ file, typed, recipient, asking }: ActsProps) {
  const { t } = useTranslation('recipient')
  const act = 'closure'
  if (file.state === 'closed') {
    const late = typed.act === act ? typed.values['text'] : ''
    return (
      <>
        {late && (
          <div id={`${act}-reason`}>
            <p>{t('acts.closeLate')}</p>
            <p className="typed">{late}</p>
          </div>
        )}
        <ActForm id={file.id} act="reopening">
          <p className="quiet">{t('acts.reopenHint')}</p>
          <Button look="outline">{t('acts.reopenSubmit')}</Button>
        </ActForm>
      </>
    )
  }
  const options = closingReasons.map((reason) => ({ value: reason, label: t(`reasons.${reason}`) }))
  return (
    <Details summary={t('acts.close')} id={act} open={typed.act === act}>
      {file.openQuestions > 0 && <p>{t('acts.closeOpen', { count: file.openQuestions })}</p>}
      <ActForm id={file.id} act={act}>
        <ChoiceField
          act={act}
          name="reason"
          label={t('acts.closeReason')}
          options={options}
          empty={t('reporter:answer.choose')}
          required
          typed={typed}
        />
        <TemplatePicker act={act} choices={asking.templates.closing} typed={typed} />
        <TextField
          act={act}
          name="text"
          label={t('acts.messageOptional')}
          rows={3}
          audience={<ThreadAudience recipient={recipient} />}
          typed={typed}
        />
        <Button look="outline">{t('acts.closeSubmit')}</Button>
      </ActForm>
    </Details>
  )
}
