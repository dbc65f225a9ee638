import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'

import { BarChart } from './bar-chart.tsx'
import { ClocksPart } from './clocks-part.tsx'
import { spanNames, type Grouping, type Statistics } from './counts.ts'
import { CountsTable } from './counts-table.tsx'
import { useNumbers } from './use-numbers.ts'
import { inOrder } from './view.ts'

/** Charts one can read, and behind each the table that it was drawn from. */
export function StatisticsView({ statistics, told }: { statistics: Statistics; told: readonly Grouping[] }) {
  const { t } = useTranslation('statistics')
  if (statistics.received === 0) return <p>{t('empty')}</p>
  return (
    <>
      <Spans statistics={statistics} />
      <ClocksPart statistics={statistics} />
      {told.map((grouping) => (
        <GroupPart key={grouping} grouping={grouping} statistics={statistics} />
      ))}
    </>
  )
}

function Spans({ statistics }: { statistics: Statistics }) {
  const { t } = useTranslation('statistics')
  const { span, count } = useNumbers()
  const bars = spanNames.flatMap((name) => {
    const { median, ninetieth, count: number } = statistics[name]
    const of = t('spanOf', { span: t(`spans.${name}`), number: count(number) })
    return [
      { key: `${name} median`, label: t('median', { of }), value: median ?? 0, text: span(median) },
      { key: `${name} 90`, label: t('ninetieth', { of }), value: ninetieth ?? 0, text: span(ninetieth), second: true },
    ]
  })
  const rows = [{ key: 'all', label: t('all'), counts: statistics }]
  return (
    <section className="statistics-part" aria-labelledby="spans">
      <Heading level={2} id="spans">
        {t('times')}
      </Heading>
      <p>{t('timesBasis')}</p>
      <BarChart id="spans-chart" title={t('timesChart')} bars={bars} />
      <Details summary={t('table')} id="spans-details">
        <CountsTable id="spans-table" caption={t('tableOf', { title: t('times') })} of={t('group')} rows={rows} />
      </Details>
    </section>
  )
}

function GroupPart({ grouping, statistics }: { grouping: Grouping; statistics: Statistics }) {
  const { t } = useTranslation('statistics')
  const { count, percent } = useNumbers()
  const name = useGroupName(grouping)
  const groups = inOrder(grouping, statistics.by[grouping]).map((counts) => ({
    key: counts.value ?? '',
    label: counts.value === null ? t('untold') : name(counts.value),
    counts,
  }))
  const bars = groups.map(({ key, label, counts: { received } }) => {
    const share = percent(received / statistics.received)
    return { key, label, value: received, text: t('receivedValue', { number: count(received), share }) }
  })
  return (
    <section className="statistics-part" aria-labelledby={grouping}>
      <Heading level={2} id={grouping}>
        {t(`by.${grouping}`)}
      </Heading>
      <BarChart id={`${grouping}-chart`} title={t('receivedChart')} bars={bars} />
      <Details summary={t('table')} id={`${grouping}-details`}>
        <CountsTable
          id={`${grouping}-table`}
          caption={t('tableOf', { title: t(`by.${grouping}`) })}
          of={t(`of.${grouping}`)}
          rows={groups}
        />
      </Details>
    </section>
  )
}

function useGroupName(grouping: Grouping): (value: string) => string {
  const { t } = useTranslation('recipient')
  const words = useWords()
  const { month } = useNumbers()
  switch (grouping) {
    case 'month':
      return month
    case 'attackType':
      return (value) => words.option('incident-attack-type', value)
    case 'sector':
      return (value) => words.option('org-ci-sector', value)
    case 'stage':
      return (value) => t(`stages.${value}`)
  }
}
