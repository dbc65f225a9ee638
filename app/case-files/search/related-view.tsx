import { LineField, TextField } from '#app/case-files/acts/act-fields.tsx'
import { problemOf, typedValue, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import type { CaseState } from '#app/case-files/case-state.ts'
import { StateTag } from '#app/case-files/state-tag.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { RadioGroup } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { Relation } from '#forms/related.ts'

export interface RelatedView {
  id: string
  reference: string
  name: string
  title: string | null
  state: CaseState
  receivedAt: string
  masterId: string | null
  relations: readonly Relation[]
}

/** Each with why it is here: whoever reads decides what it means. */
export function RelatedPart({ related }: { related: readonly RelatedView[] }) {
  const { t } = useTranslation('case-files')
  const { dateTime } = useFormat()
  if (related.length === 0) return <p>{t('related.none')}</p>
  return (
    <ul className="messages">
      {related.map(({ id, name, title, reference, state, receivedAt, relations }) => (
        <li key={id} className="message">
          <p>
            <a href={`/desk/case-files/${id}`}>{name}</a> {title} <StateTag state={state} />
          </p>
          <p className="quiet">
            <span className="mono">{reference}</span> {t('recipient:history.received', { at: dateTime(receivedAt) })}
          </p>
          <ul className="list">
            {relations.map((relation) => (
              <li key={relation.kind}>
                <Reason relation={relation} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

const shown = 5 // indicators; more of them say no more

function Reason({ relation }: { relation: Relation }) {
  const { t } = useTranslation('case-files')
  const words = useWords()
  switch (relation.kind) {
    case 'organisation':
      return t(`related.organisation.${relation.by}`)
    case 'indicator':
      return (
        <>
          {t('related.indicator', { number: relation.values.length })}{' '}
          <span className="mono">{relation.values.slice(0, shown).join('  ')}</span>
        </>
      )
    case 'period': {
      const attack = words.option('incident-attack-type', relation.attackType)
      return relation.days === 0
        ? t('related.sameDay', { attack })
        : t('related.period', { attack, count: relation.days })
    }
  }
}

interface MergeFormProps {
  file: { id: string }
  related: readonly RelatedView[]
  typed: ActTyped
  /** The body, by its name. */
  recipient: string
}

/** Into one of those above, or into one whose number is known. What is merged itself takes nothing in. */
export function MergeForm({ file, related, typed, recipient }: MergeFormProps) {
  const { t } = useTranslation('case-files')
  const problem = problemOf(typed, 'merger', 'master')
  const inside = <Audience who="inside" name={recipient} />
  const options = related
    .filter(({ masterId, state }) => masterId === null && state !== 'withdrawn')
    .map(({ id, name, title, reference }) => ({
      value: id,
      label: name,
      hint: [title, reference].filter(Boolean).join('　'),
    }))
  return (
    <Card id="merger" title={t('merge.title')} tone="internal">
      <p>{t('merge.lead')}</p>
      <form method="post" noValidate action={`/desk/case-files/${file.id}/related`} className="act stack-s">
        <p>
          <Tag tone="purple">{t('recipient:notes.badge')}</Tag>
        </p>
        {options.length === 0 && <input type="hidden" name="master" value="other" />}
        {options.length > 0 && (
          <FieldGroup
            id="merger-master"
            label={t('merge.which')}
            need="required"
            error={problem && t(`recipient:problems.${problem.code}`)}
          >
            {() => (
              <RadioGroup
                id="merger-master"
                name="master"
                options={[...options, { value: 'other', label: t('merge.other') }]}
                value={typedValue(typed, 'merger', 'master')}
              />
            )}
          </FieldGroup>
        )}
        <LineField
          act="merger"
          name="reference"
          label={t('merge.reference')}
          hint={t('merge.referenceHint')}
          max={40}
          audience={inside}
          typed={typed}
        />
        <TextField
          act="merger"
          name="reason"
          label={t('merge.reason')}
          rows={2}
          required
          audience={inside}
          typed={typed}
        />
        <Button look="outline">{t('merge.submit')}</Button>
      </form>
    </Card>
  )
}
