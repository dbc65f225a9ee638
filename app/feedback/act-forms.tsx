import { useTranslation } from '#app/i18n/use-translation.ts'

import { ChoiceField, LineField, TextField } from '#app/case-files/act-fields.tsx'
import { ActForm, problemOf, typedValue, type ActTyped } from '#app/case-files/act-form.tsx'
import { limits } from '#app/case-files/act.ts'
import type { AskableView, CaseSummary } from '#app/case-files/case-page.ts'
import { wordKey } from '#forms/words.ts'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'

import { tlps } from './tlp.ts'

interface Props {
  file: CaseSummary
  typed: ActTyped
}

/** Everything an officer can say to the reporter, each behind its name; the one that was refused stays open. */
export function FeedbackForms({ file, typed, askable, today }: Props & { askable: AskableView; today: string }) {
  return (
    <>
      <AcknowledgeForm file={file} typed={typed} />
      <AskForm file={file} typed={typed} askable={askable} today={today} />
      <AdviseForm file={file} typed={typed} />
    </>
  )
}

function Visible() {
  const { t } = useTranslation('recipient')
  return <Tag tone="orange">{t('thread.visible')}</Tag>
}

function AcknowledgeForm({ file, typed }: Props) {
  const { t } = useTranslation('recipient')
  const act = 'acknowledgement'
  const first = file.state === 'new' || file.state === 'opened'
  return (
    <Details
      summary={t(first ? 'acts.acknowledge' : 'acts.acknowledgeAgain')}
      id={act}
      open={first || typed.act === act}
    >
      <ActForm id={file.id} act={act} badge={<Visible />}>
        <LineField
          act={act}
          name="number"
          label={t('acts.ownNumber')}
          hint={t('acts.ownNumberHint')}
          max={limits.number}
          typed={typed}
        />
        <TextField act={act} name="text" label={t('acts.messageOptional')} rows={3} typed={typed} />
        <Button>{t('acts.acknowledgeSubmit')}</Button>
      </ActForm>
    </Details>
  )
}

function AskForm({ file, typed, askable, today }: Props & { askable: AskableView; today: string }) {
  const { t } = useTranslation('recipient')
  const act = 'questions'
  return (
    <Details summary={t('acts.ask')} id={act} open={typed.act === act}>
      <ActForm id={file.id} act={act} badge={<Visible />}>
        <AskAbout typed={typed} askable={askable} />
        <TextField
          act={act}
          name="text"
          label={t('acts.askText')}
          hint={t('acts.askTextHint')}
          required
          typed={typed}
        />
        <LineField act={act} name="due" label={t('acts.askDue')} type="date" min={today} typed={typed} />
        <Button>{t('acts.askSubmit')}</Button>
      </ActForm>
    </Details>
  )
}

/** In general, or one item: what this body has, or what it may have and did not get. */
function AskAbout({ typed, askable }: { typed: ActTyped; askable: AskableView }) {
  const { t } = useTranslation('recipient')
  const problem = problemOf(typed, 'questions', 'item')
  return (
    <Field id="questions-item" label={t('acts.askAbout')} error={problem && t(`problems.${problem.code}`)}>
      {(control) => (
        <select {...control} className="input" name="item" defaultValue={typedValue(typed, 'questions', 'item') ?? ''}>
          <option value="">{t('acts.askGeneral')}</option>
          <Items label={t('acts.askMissing')} items={askable.missing} />
          <Items label={t('acts.askGot')} items={askable.got} />
        </select>
      )}
    </Field>
  )
}

function Items({ label, items }: { label: string; items: AskableView['got'] }) {
  if (items.length === 0) return null
  return (
    <optgroup label={label}>
      {items.map((item) => (
        <option key={item.item} value={item.item}>
          {item.label}
        </option>
      ))}
    </optgroup>
  )
}

function AdviseForm({ file, typed }: Props) {
  const { t } = useTranslation('recipient')
  const act = 'advice'
  const options = tlps.map((tlp) => ({ value: tlp, label: t(`tlp.${wordKey(tlp)}`) }))
  return (
    <Details summary={t('acts.advise')} id={act} open={typed.act === act}>
      <ActForm id={file.id} act={act} badge={<Visible />}>
        <TextField act={act} name="text" label={t('acts.adviceText')} required typed={typed} />
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
