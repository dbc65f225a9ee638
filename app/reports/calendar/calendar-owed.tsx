import { dueOf } from '#app/reports/board/board-table.tsx'
import { useNames } from '#app/reports/names.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Field } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

import type { OwedReport } from './calendar-page.server.ts'

interface OwedProps {
  owed: OwedReport
  action: string
  limit: number
  /** Nothing goes out any more. */
  withdrawn: boolean
}

/** One thing owed: to whom, by when, by which rule; late, with room for the reason. */
export function Owed({ owed, action, limit, withdrawn }: OwedProps) {
  const names = useNames()
  const { t, owedTo, time, item } = names
  const id = `clock-${owed.recipient}-${owed.clock}`
  const rows = [
    { term: t('clocks.by'), children: dueOf(owed, names) },
    { term: t('clocks.rule'), children: t(`rules:clocks.${owed.clock}`) },
    {
      term: t('clocks.startsFrom'),
      children: owed.startedAt
        ? t('clocks.started', { item: item(owed.startsFrom), time: time(owed.startedAt) })
        : t('clocks.notStarted', { item: item(owed.startsFrom) }),
    },
    ...(owed.ground ? [{ term: t('clocks.ground'), children: t(`rules:clockGrounds.${owed.clock}`) }] : []),
  ]
  return (
    <Card
      id={id}
      level={3}
      title={t('clocks.owedTo', { recipient: owedTo(owed.recipient), report: t(`preview.reports.${owed.report}`) })}
      aside={<State owed={owed} />}
    >
      <DescriptionList rows={rows} />
      {owed.report === 'notice' && <p className="quiet">{t('clocks.noticeOutside')}</p>}
      {owed.late && !withdrawn && owed.report !== 'notice' && (
        <form method="post" action={action} className="stack">
          <input type="hidden" name="clock" value={owed.clock} />
          <input type="hidden" name="recipient" value={owed.recipient} />
          <Field
            id={`${id}-reason`}
            label={t('clocks.reason')}
            hint={t('clocks.reasonHint', { recipient: owedTo(owed.recipient) })}
            need="optional"
            audience={<Audience who="oneNext" name={owedTo(owed.recipient)} />}
          >
            {(control) => (
              <TextArea {...control} name="reason" rows={3} counted maxLength={limit} defaultValue={owed.reason} />
            )}
          </Field>
          <Button look="outline" name="do" value="reason">
            {t('clocks.reasonSave')}
          </Button>
        </form>
      )}
    </Card>
  )
}

function State({ owed: { metAt, late, dueAt } }: { owed: OwedReport }) {
  const { t } = useNames()
  if (late) return <Tag tone="red">{t(metAt ? 'clocks.metLate' : 'clocks.late')}</Tag>
  if (metAt) return <Tag tone="green">{t('board.met')}</Tag>
  return dueAt && <Tag tone="blue">{t('clocks.running')}</Tag>
}
