import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextArea, TextInput } from '#app/ui/text-input.tsx'
import type { LegalHold } from '#db/retention/legal-holds.server.ts'

interface FormProps {
  typed: { reason: string; reference?: string; hold?: string } | null
  errors: Readonly<Record<string, string>>
}

/** Stops the deletion of a report (an operator names it) or of the case file that the page is about. */
export function HoldForm({ typed, errors, asksReference = false }: FormProps & { asksReference?: boolean }) {
  const { t } = useTranslation('retention')
  return (
    <form method="post" noValidate className="stack">
      {asksReference && (
        <Field id="hold-reference" label={t('holds.reference')} error={errors['hold-reference']} need="required">
          {(control) => (
            <TextInput {...control} name="reference" span="medium" autoComplete="off" defaultValue={typed?.reference} />
          )}
        </Field>
      )}
      <ReasonField id="hold-reason" hint={t('holds.reasonHint')} typed={typed?.reason} error={errors['hold-reason']} />
      <Button name="do" value="hold">
        {t('holds.set')}
      </Button>
    </form>
  )
}

interface HoldListProps extends FormProps {
  holds: readonly LegalHold[]
  /** The body whose officer may lift its own; null: an operator; false: who only reads. */
  lifts: string | null | false
}

/** Who holds what back since when, with the way to lift one's own. */
export function HoldList({ holds, lifts, typed, errors }: HoldListProps) {
  const { t } = useTranslation('retention')
  const { dateTime } = useFormat()
  const words = useWords()
  if (holds.length === 0) return <p>{t('holds.none')}</p>
  return holds.map(({ id, reference, recipient, reason, setAt, liftedAt, liftedReason }) => (
    <Card key={id} level={3} title={reference} tone={liftedAt ? 'quiet' : 'warning'}>
      <p>
        {t('holds.by', {
          who: recipient ? words.recipient(recipient) : t('holds.operator'),
          time: dateTime(setAt.toISOString()),
        })}
      </p>
      <p>{reason ? t('holds.because', { reason }) : t('holds.reasonApart')}</p>
      {liftedAt && <p>{t('holds.liftedAt', { time: dateTime(liftedAt.toISOString()), reason: liftedReason })}</p>}
      {!liftedAt && recipient === lifts && (
        <Details summary={t('holds.lift')} open={typed?.hold === id}>
          <form method="post" noValidate className="stack">
            <input type="hidden" name="hold" value={id} />
            <ReasonField
              id={typed?.hold === id ? 'lift-reason' : `lift-reason-${id}`}
              hint={t('holds.liftHint')}
              typed={typed?.hold === id ? typed.reason : undefined}
              error={typed?.hold === id ? errors['lift-reason'] : undefined}
            />
            <Button name="do" value="lift">
              {t('holds.lift')}
            </Button>
          </form>
        </Details>
      )}
    </Card>
  ))
}

interface ReasonFieldProps {
  id: string
  hint: string
  typed: string | undefined
  error: string | undefined
}

export function ReasonField({ id, hint, typed, error }: ReasonFieldProps) {
  const { t } = useTranslation('retention')
  return (
    <Field id={id} label={t('reason')} hint={hint} error={error} need="required">
      {(control) => <TextArea {...control} name="reason" rows={3} maxLength={300} counted defaultValue={typed} />}
    </Field>
  )
}
