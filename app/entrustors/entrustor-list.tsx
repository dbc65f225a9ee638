import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button, ConfirmButton } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

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
  error: { id: string; message: string } | null
}

/** Each entrustor with its notice, the day it was told, and a report for its part. */
export function EntrustorList({ entrustors, base, changesReport, error }: EntrustorListProps) {
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
          <form method="post" action={action} className="stack" noValidate>
            <input type="hidden" name="entrustor" value={id} />
            <Field id={`told-${id}`} label={t('toldDay')} error={error?.id === id ? error.message : undefined}>
              {(control) => (
                <TextInput {...control} type="date" name="toldOn" span="short" defaultValue={toldOn ?? ''} />
              )}
            </Field>
            <Field id={`method-${id}`} label={t('method')} hint={t('methodHint')}>
              {(control) => <TextInput {...control} name="method" span="long" defaultValue={method} />}
            </Field>
            <Actions>
              <Button look="outline" name="go" value="told">
                {t('record')}
              </Button>
              {!ownReportId && (
                <Button look="outline" name="go" value="part">
                  {t('part.start')}
                </Button>
              )}
              <ConfirmButton
                look="text"
                name="go"
                value="drop"
                question={t('dropAsk', { name })}
                yes={t('drop')}
                no={t('keep')}
              >
                {t('drop')}
              </ConfirmButton>
            </Actions>
          </form>
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
