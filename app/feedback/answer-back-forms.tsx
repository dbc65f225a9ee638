import { ChoiceField, LineField, TextField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm } from '#app/case-files/acts/act-form.tsx'
import { limits } from '#app/case-files/acts/act.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { wordKey } from '#forms/words.ts'

import type { ActsProps } from './act-forms.tsx'
import { TemplatePicker } from './template-picker.tsx'
import { ThreadAudience } from './thread-audience.tsx'
import { tlps } from './tlp.ts'

export function AcknowledgeForm({ file, typed, recipient }: ActsProps) {
  const { t } = useTranslation('recipient')
  const act = 'acknowledgement'
  const first = !file.acknowledged
  const audience = <ThreadAudience recipient={recipient} />
  return (
    <Details
      summary={t(first ? 'acts.acknowledge' : 'acts.acknowledgeAgain')}
      id={act}
      open={first || typed.act === act}
    >
      <ActForm id={file.id} act={act}>
        {first && <input type="hidden" name="first" value="1" />}
        <LineField
          act={act}
          name="number"
          label={t('acts.ownNumber')}
          hint={t('acts.ownNumberHint')}
          max={limits.number}
          audience={audience}
          typed={typed}
        />
        <TextField act={act} name="text" label={t('acts.messageOptional')} rows={3} audience={audience} typed={typed} />
        <Button>{t('acts.acknowledgeSubmit')}</Button>
      </ActForm>
    </Details>
  )
}

export function AdviseForm({ file, typed, recipient, asking }: ActsProps) {
  const { t } = useTranslation('recipient')
  const act = 'advice'
  const options = tlps.map((tlp) => ({ value: tlp, label: t(`tlp.${wordKey(tlp)}`) }))
  return (
    <Details summary={t('acts.advise')} id={act} open={typed.act === act}>
      <ActForm id={file.id} act={act}>
        <TemplatePicker act={act} choices={asking.templates.advice} typed={typed} />
        <TextField
          act={act}
          name="text"
          label={t('acts.adviceText')}
          required
          audience={<ThreadAudience recipient={recipient} />}
          typed={typed}
        />
        <ChoiceField
          act={act}
          name="tlp"
          label={t('acts.adviceTlp')}
          hint={t('acts.adviceTlpHint')}
          options={options}
          value="TLP:AMBER"
          typed={typed}
        />
        <Button>{t('acts.adviseSubmit')}</Button>
      </ActForm>
    </Details>
  )
}

/** A warning to the public was issued: the reporter is told when and where, and that it may have helped others. */
export function WarnForm({ file, typed, recipient }: ActsProps) {
  const { t } = useTranslation('asking')
  const act = 'warnings'
  const common = { act, typed, audience: <ThreadAudience recipient={recipient} /> }
  return (
    <Details summary={t('warn.title')} id={act} open={typed.act === act}>
      <ActForm id={file.id} act={act}>
        <p className="quiet">{t('warn.lead')}</p>
        <LineField {...common} name="on" label={t('warn.on')} type="date" required />
        <LineField {...common} name="url" label={t('warn.url')} hint={t('warn.urlHint')} type="url" max={500} />
        <LineField
          {...common}
          name="reference"
          label={t('warn.reference')}
          hint={t('warn.referenceHint')}
          max={limits.reference}
        />
        <TextField {...common} name="text" label={t('recipient:acts.messageOptional')} rows={3} />
        <Button>{t('warn.submit')}</Button>
      </ActForm>
    </Details>
  )
}
