import { useNames } from '#app/reports/names.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select, TextArea } from '#app/ui/text-input.tsx'
import type { Hold } from '#db/case-files/holds.server.ts'

import { holdLengths, holdReasons, wordsLimit } from './hold.ts'

interface HoldCardProps {
  holds: readonly Hold[]
  base: string
  withdrawn: boolean
}

/** On the board: what is asked of the recipients now, how to end it, and how to ask for it. */
export function HoldCard({ holds, base, withdrawn }: HoldCardProps) {
  const { t } = useNames()
  if (withdrawn) return null
  const own = holds.some(({ side }) => side === 'reporter')
  if (holds.length === 0) {
    return (
      <Details summary={t('asking:hold.title')} id="hold">
        <HoldForm base={base} typed={null} errors={new Map()} />
      </Details>
    )
  }
  return (
    <Card id="hold" title={t('asking:hold.title')} tone="accent">
      {holds.map((hold) => (
        <RunningHold key={hold.side} hold={hold} base={base} />
      ))}
      {!own && (
        <p>
          <a href={`${base}/hold`}>{t('asking:hold.askToo')}</a>
        </p>
      )}
    </Card>
  )
}

function RunningHold({ hold: { side, reason, until, words }, base }: { hold: Hold; base: string }) {
  const { t, time } = useNames()
  return (
    <form method="post" action={`${base}/hold`} className="stack-s">
      <p>{t(`asking:hold.mine.${side}`, { reason: t(`asking:hold.reasons.${reason}`), until: time(until) })}</p>
      {words && <p className="typed">{words}</p>}
      <Button look="outline" name="lift" value={side}>
        {t('asking:hold.lift')}
      </Button>
    </form>
  )
}

interface HoldFormProps {
  base: string
  typed: { reason: string; hours: string; text: string } | null
  errors: ReadonlyMap<string, string>
}

/** Which pause, how long, and in words for those who know who reports. */
export function HoldForm({ base, typed, errors }: HoldFormProps) {
  const { t } = useNames()
  const reasons = holdReasons.map((reason) => ({ value: reason, label: t(`asking:hold.reasons.${reason}`) }))
  const lengths = holdLengths.map((hours) => ({ value: String(hours), label: t(`asking:hold.lengths.${hours}`) }))
  return (
    <form method="post" action={`${base}/hold`} noValidate className="stack">
      <p>{t('asking:hold.lead')}</p>
      <Field id="hold-reason" label={t('asking:hold.reason')} need="required" error={errors.get('hold-reason')}>
        {(control) => (
          <Select
            {...control}
            name="reason"
            options={reasons}
            empty={t('reporter:answer.choose')}
            defaultValue={typed?.reason ?? ''}
          />
        )}
      </Field>
      <Field id="hold-hours" label={t('asking:hold.length')} need="required" error={errors.get('hold-hours')}>
        {(control) => <Select {...control} name="hours" options={lengths} defaultValue={typed?.hours ?? '24'} />}
      </Field>
      <Field
        id="hold-text"
        label={t('asking:hold.words')}
        hint={t('asking:hold.wordsHint')}
        audience={<Audience who="named" />}
        error={errors.get('hold-text')}
      >
        {(control) => (
          <TextArea {...control} name="text" rows={2} counted maxLength={wordsLimit} defaultValue={typed?.text} />
        )}
      </Field>
      <Button look="outline">{t('asking:hold.submit')}</Button>
    </form>
  )
}
