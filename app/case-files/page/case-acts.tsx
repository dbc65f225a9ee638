import { ChoiceField, LineField } from '#app/case-files/acts/act-fields.tsx'
import { ActForm, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import { limits } from '#app/case-files/acts/act.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'

import type { CasePage, CaseSummary } from './case-page.ts'

interface Props {
  file: CaseSummary
  typed: ActTyped
}

/** Whose case it is: one click for oneself, a choice for a colleague. Nobody outside the body sees this. */
export function AssignForms({ file, colleagues, typed }: Props & Pick<CasePage, 'colleagues'>) {
  const { t } = useTranslation('recipient')
  const options = colleagues.map(({ officerId, name }) => ({ value: officerId, label: name }))
  return (
    <>
      {(file.assignee === null || file.assignee.gone) && (
        <ActForm id={file.id} act="claim">
          <Button>{t('acts.claim')}</Button>
        </ActForm>
      )}
      <Details summary={t('acts.assign')} id="assignment" open={typed.act === 'assignment'}>
        <ActForm id={file.id} act="assignment">
          <input type="hidden" name="was" value={file.assignee?.officerId ?? ''} />
          <ChoiceField
            act="assignment"
            name="officer"
            label={t('acts.assignTo')}
            options={options}
            empty={t('acts.assignNone')}
            value={file.assignee?.officerId ?? ''}
            typed={typed}
          />
          <Button look="outline">{t('acts.assignSubmit')}</Button>
        </ActForm>
      </Details>
    </>
  )
}

export function LabelForms({ file, typed, recipient }: Props & { recipient: string }) {
  const { t } = useTranslation('recipient')
  return (
    <Details summary={t('acts.labelTitle')} id="labels" open={typed.act === 'labels'}>
      {file.labels.map((label) => (
        <ActForm key={label} id={file.id} act="labels">
          <input type="hidden" name="remove" value={label} />
          <Button look="text" size="small">
            {t('acts.labelRemove', { label })}
          </Button>
        </ActForm>
      ))}
      <ActForm id={file.id} act="labels">
        <LineField
          act="labels"
          name="label"
          label={t('acts.labelName')}
          hint={t('acts.labelHint')}
          max={limits.label}
          audience={<Audience who="inside" name={recipient} />}
          typed={typed}
        />
        <Button look="outline">{t('acts.labelAdd')}</Button>
      </ActForm>
    </Details>
  )
}
