import { DueTag } from '#app/case-files/state-tag.tsx'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { ClockView } from './case-page.ts'

/** The clocks of the law that run for this body, as a date and as words. */
export function CaseClocks({ clocks }: { clocks: readonly ClockView[] }) {
  const { t } = useTranslation('recipient')
  const words = useWords()
  if (clocks.length === 0) return <p>{t('clocks.none')}</p>
  const rows = clocks.map((clock) => ({
    key: clock.clock,
    term: words.clock(clock.clock),
    children: (
      <>
        <p>
          <When clock={clock} />
        </p>
        <p className="quiet">
          <Start clock={clock} />
        </p>
      </>
    ),
  }))
  return <DescriptionList rows={rows} />
}

function When({ clock }: { clock: ClockView }) {
  const { t } = useTranslation('recipient')
  const { day, dateTime } = useFormat()
  if (clock.met) return <Tag tone="green">{t('due.met')}</Tag>
  if (clock.kind === 'open') return t('due.waitingForStart')
  if (clock.kind === 'promptly' || !clock.dueAt) {
    const mark = clock.guidelineAt && t('due.guideline', { day: day(clock.guidelineAt) })
    return [t('due.promptly'), mark].filter(Boolean).join(t('between'))
  }
  return (
    <>
      {t('due.by', { when: clock.kind === 'at' ? dateTime(clock.dueAt) : day(clock.dueAt) })} <DueTag due={clock.due} />
      {clock.cautiousAt && clock.cautiousAt !== clock.dueAt && (
        <span className="quiet"> {t('due.cautious', { day: day(clock.cautiousAt) })}</span>
      )}
    </>
  )
}

function Start({ clock: { startsFrom, startedAt } }: { clock: ClockView }) {
  const { t } = useTranslation('recipient')
  const { dateTime } = useFormat()
  const item = useWords().item(startsFrom)
  return startedAt ? t('clocks.startsFrom', { item, at: dateTime(startedAt) }) : t('clocks.startOpen', { item })
}
