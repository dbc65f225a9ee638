import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import { EntrustorForm } from './entrustor-form.tsx'

interface EntrustorLine {
  id: string
  name: string
  people: number | null
  method: string
  toldOn: string | null
  ownReportId: string | null
  ownReference: string | null
}

interface EntrustorListProps {
  entrustors: readonly EntrustorLine[]
  base: string
  /** This browser holds the whole report by its key, and then the part in its place. */
  changesReport: boolean
  /** A record that was put back, with what was typed. */
  wrong: { id: string; message: string; toldOn: string; method: string } | null
  /** A correction that was. */
  mistyped: { id: string; message: string; name: string; people: string } | null
}

/** Each entrustor with its notice, the day it was told, and a report for its part. */
export function EntrustorList({ entrustors, base, changesReport, wrong, mistyped }: EntrustorListProps) {
  const { t } = useTranslation('entrustors')
  const { day } = useFormat()
  const action = `${base}/entrustors`
  if (entrustors.length === 0) return <p className="quiet">{t('none')}</p>
  return (
    <div className="stack">
      {entrustors.map(({ id, name, people, method, toldOn, ownReportId, ownReference }) => (
        <Card
          key={id}
          level={3}
          title={name}
          aside={<Tag tone={toldOn ? 'green' : 'orange'}>{t(toldOn ? 'told' : 'notTold')}</Tag>}
        >
          <p>{people === null ? t('peopleUnknown') : t('peopleKnown', { people: people.toLocaleString('en-US') })}</p>
          {toldOn && <p>{t('toldOn', { day: day(toldOn), method: method || t('noMethod') })}</p>}
          <p>
            <a href={`${base}/entrustors/${id}`}>{t('notice')}</a>
          </p>
          <Details summary={t('record')} open={wrong?.id === id}>
            <ToldForm
              {...{ id, action }}
              typed={wrong?.id === id ? wrong : { toldOn: toldOn ?? '', method }}
              error={wrong?.id === id ? wrong.message : undefined}
            />
          </Details>
          <Details summary={t('correct')} open={mistyped?.id === id}>
            <p>{t('correctMeans')}</p>
            <EntrustorForm
              action={action}
              id={id}
              typed={mistyped?.id === id ? mistyped : { name, people: people === null ? '' : String(people) }}
              error={mistyped?.id === id ? mistyped.message : null}
            />
          </Details>
          <Details summary={t('drop')}>
            <p>{t('dropMeans')}</p>
            <OneButton {...{ id, action }} go="drop" says={t('dropYes', { name })} look="danger" />
          </Details>
          {!ownReportId && <OneButton {...{ id, action }} go="part" says={t('part.start')} />}
          {ownReference && (
            <form method="post" action={action}>
              <input type="hidden" name="entrustor" value={id} />
              <p>{t('part.has', { reference: ownReference })}</p>
              {changesReport && <p className="quiet">{t('part.instead')}</p>}
              <Actions>
                <Button look="outline" name="go" value="open">
                  {t('part.open')}
                </Button>
              </Actions>
            </form>
          )}
        </Card>
      ))}
      {entrustors.some(({ ownReference }) => ownReference) && (
        <form method="post" action={action}>
          <p>{t('spreadLead')}</p>
          <Actions>
            <Button look="outline" name="go" value="spread">
              {t('spread')}
            </Button>
          </Actions>
        </form>
      )}
    </div>
  )
}

interface ToldFormProps {
  id: string
  action: string
  typed: { toldOn: string; method: string }
  error: string | undefined
}

/** The day and the way; what was recorded can be put right. */
function ToldForm({ id, action, typed, error }: ToldFormProps) {
  const { t } = useTranslation('entrustors')
  return (
    <form method="post" action={action} className="stack" noValidate>
      <input type="hidden" name="entrustor" value={id} />
      <Field id={`told-${id}`} label={t('toldDay')} error={error}>
        {(control) => <TextInput {...control} type="date" name="toldOn" span="short" defaultValue={typed.toldOn} />}
      </Field>
      <Field id={`method-${id}`} label={t('method')} hint={t('methodHint')}>
        {(control) => <TextInput {...control} name="method" span="long" defaultValue={typed.method} />}
      </Field>
      <Actions>
        <Button look="outline" name="go" value="told">
          {t('record')}
        </Button>
      </Actions>
    </form>
  )
}

interface OneButtonProps {
  id: string
  action: string
  go: 'drop' | 'part'
  says: string
  look?: 'outline' | 'danger'
}

function OneButton({ id, action, go, says, look = 'outline' }: OneButtonProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="entrustor" value={id} />
      <Actions>
        <Button look={look} name="go" value={go}>
          {says}
        </Button>
      </Actions>
    </form>
  )
}
