import { useNames } from '#app/reports/names.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/choices.tsx'
import { FieldGroup } from '#app/ui/field.tsx'

import type { OwedReport } from './calendar-page.server.ts'

const days = [7, 3, 1] as const

interface RemindersProps {
  owed: readonly OwedReport[]
  hasAddress: boolean
  action: string
  base: string
}

/** When to be reminded by mail, for each deadline that is still ahead. */
export function Reminders({ owed, hasAddress, action, base }: RemindersProps) {
  const { t, owedTo } = useNames()
  const ahead = owed.filter(({ metAt, late, dueKind, guidelineAt }) => {
    return !metAt && !late && dueKind !== 'open' && (dueKind !== 'promptly' || guidelineAt)
  })
  return (
    <Card id="reminders" title={t('clocks.remind')}>
      <p>{t('clocks.remindLead')}</p>
      {!hasAddress && (
        <p>
          {t('clocks.noAddress')} <a href={`${base}/notices`}>{t('notices:ask.link')}</a>
        </p>
      )}
      {ahead.length === 0 && <p className="quiet">{t('clocks.nothingAhead')}</p>}
      {ahead.length > 0 && (
        <form method="post" action={action} className="stack">
          {ahead.map((one) => (
            <FieldGroup
              key={`${one.recipient} ${one.clock}`}
              id={`remind-${one.recipient}-${one.clock}`}
              label={owedTo(one.recipient)}
              hint={t(`rules:clocks.${one.clock}`)}
            >
              {() => (
                <div className="choices" data-inline>
                  {days.map((before) => (
                    <Checkbox
                      key={before}
                      id={`remind-${one.recipient}-${one.clock}-${before}`}
                      name="remind"
                      value={`${one.recipient} ${one.clock} ${before}`}
                      label={t(`clocks.before.${before}`)}
                      defaultChecked={one.remindDays.includes(before)}
                    />
                  ))}
                </div>
              )}
            </FieldGroup>
          ))}
          <Actions>
            <Button name="do" value="remind">
              {t('clocks.remindSave')}
            </Button>
          </Actions>
        </form>
      )}
    </Card>
  )
}

/** The address of the calendar, and how to end it. */
export function CalendarLink({ address, action }: { address: string | null; action: string }) {
  const { t } = useNames()
  return (
    <Card id="feed" title={t('clocks.feed')}>
      <p>{t('clocks.feedLead')}</p>
      {address && (
        <p>
          {t('clocks.feedAddress')}
          <br />
          <a className="mono digest" href={address}>
            {address}
          </a>
        </p>
      )}
      <form method="post" action={action}>
        <Actions>
          <Button look="outline" name="do" value="open">
            {t(address ? 'clocks.feedAnew' : 'clocks.feedMake')}
          </Button>
          {address && (
            <Button look="danger" name="do" value="close">
              {t('clocks.feedEnd')}
            </Button>
          )}
        </Actions>
      </form>
    </Card>
  )
}
