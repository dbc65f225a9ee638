import { useTranslation } from '#app/i18n/use-translation.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Details } from '#app/ui/details.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { BarChart } from './bar-chart.tsx'
import type { Statistics } from './counts.ts'
import { useNumbers } from './use-numbers.ts'
import { onTimeShare } from './view.ts'

const outcomes = ['onTime', 'late', 'overdue', 'running'] as const

/** How many reports came in the time that the law gives. */
export function ClocksPart({ statistics }: { statistics: Statistics }) {
  const { t } = useTranslation('statistics')
  return (
    <section className="statistics-part" aria-labelledby="clocks">
      <Heading level={2} id="clocks">
        {t('clocks')}
      </Heading>
      <p>{t('clocksBasis')}</p>
      {statistics.byReport.length > 0 ? <ClocksChart statistics={statistics} /> : <p>{t('clocksNone')}</p>}
    </section>
  )
}

function ClocksChart({ statistics: { byReport, clocks } }: { statistics: Statistics }) {
  const { t } = useTranslation('statistics')
  const { count, percent } = useNumbers()
  const rows = [...byReport, { report: 'all' as const, clocks }]
  const bars = rows.map(({ report, clocks: counts }) => {
    const found = onTimeShare(counts)
    const said = found && { share: percent(found.share), number: count(counts.onTime), of: count(found.of) }
    return {
      key: report,
      label: t(`reports.${report}`),
      value: found?.share ?? 0,
      text: said ? t('shareValue', said) : '―',
    }
  })
  return (
    <>
      <BarChart id="clocks-chart" title={t('clocksChart')} bars={bars} most={1} />
      <Details summary={t('table')} id="clocks-details">
        <div className="statistics-table">
          <DataTable id="clocks-table" caption={t('tableOf', { title: t('clocks') })} captionHidden>
            <thead>
              <tr>
                <th scope="col">{t('reportKind')}</th>
                {outcomes.map((outcome) => (
                  <th key={outcome} scope="col">
                    {t(`outcomes.${outcome}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(({ report, clocks: counts }) => (
                <tr key={report}>
                  <th scope="row">{t(`reports.${report}`)}</th>
                  {outcomes.map((outcome) => (
                    <td key={outcome}>{count(counts[outcome])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      </Details>
    </>
  )
}
