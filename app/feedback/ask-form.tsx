import { LineField, TextField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm, problemOf, typedValue, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import type { AskableView } from '#app/case-files/page/case-page.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button } from '#app/ui/button.tsx'
import { CheckboxGroup } from '#app/ui/choices.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field, FieldGroup } from '#app/ui/field.tsx'

import type { ActsProps } from './act-forms.tsx'
import { Burdened } from './burdened.tsx'
import { mostItems } from './ask.ts'
import { TemplatePicker } from './template-picker.tsx'
import { ThreadAudience } from './thread-audience.tsx'

const act = 'questions'

interface AskFormProps extends ActsProps {
  askable: AskableView
  /** The open questions of this body on this page, by id. */
  shown: readonly string[]
  today: string
}

/** A question about one item, several, or the report in general, with what the reporter is already burdened with. */
export function AskForm({ file, typed, recipient, asking, askable, shown, today }: AskFormProps) {
  const { t } = useTranslation('recipient')
  return (
    <Details summary={t('acts.ask')} id={act} open={typed.act === act}>
      <ActForm id={file.id} act={act}>
        <input type="hidden" name="shown" value={shown.join(' ')} />
        <Burdened asking={asking} />
        <AskAbout typed={typed} askable={askable} />
        <AskTogether typed={typed} askable={askable} />
        <TemplatePicker act={act} choices={asking.templates.question} typed={typed} />
        <TextField
          act={act}
          name="text"
          label={t('acts.askText')}
          hint={t('acts.askTextHint')}
          required
          audience={<ThreadAudience recipient={recipient} />}
          typed={typed}
        />
        <LineField
          act={act}
          name="due"
          label={t('acts.askDue')}
          hint={t('asking:ask.dueHint')}
          type="date"
          min={today}
          typed={typed}
        />
        <Button>{t('acts.askSubmit')}</Button>
      </ActForm>
    </Details>
  )
}

/** In general, or one item: what this body has, what it may have and did not get, and what it gets by consent only. */
function AskAbout({ typed, askable }: { typed: ActTyped; askable: AskableView }) {
  const { t } = useTranslation('recipient')
  const problem = problemOf(typed, act, 'item')
  return (
    <Field
      id="questions-item"
      label={t('acts.askAbout')}
      hint={askable.beyond.length > 0 && t('asking:ask.beyondHint')}
      error={problem && t(`problems.${problem.code}`, { ...problem.values })}
    >
      {(control) => (
        <select {...control} className="input" name="item" defaultValue={typedValue(typed, act, 'item') ?? ''}>
          <option value="">{t('acts.askGeneral')}</option>
          <Items label={t('acts.askMissing')} items={askable.missing} />
          <Items label={t('acts.askGot')} items={askable.got} />
          <Items label={t('asking:ask.beyond')} items={askable.beyond} />
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

/** One question about several items is answered together. */
function AskTogether({ typed, askable }: { typed: ActTyped; askable: AskableView }) {
  const { t } = useTranslation('asking')
  const problem = problemOf(typed, act, 'items')
  const chosen = (typedValue(typed, act, 'items') ?? '').split(' ').filter(Boolean)
  const options = [...askable.missing, ...askable.got].map(({ item, label }) => ({ value: item, label }))
  return (
    <Details summary={t('ask.together')} open={chosen.length > 0}>
      <FieldGroup
        id="questions-items"
        label={t('ask.togetherLabel')}
        hint={t('ask.togetherHint', { max: mostItems })}
        error={problem && t(`recipient:problems.${problem.code}`, { ...problem.values })}
      >
        {() => (
          <div className="item-ticks">
            <CheckboxGroup id="questions-items-choice" name="items" options={options} values={chosen} />
          </div>
        )}
      </FieldGroup>
    </Details>
  )
}
