import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { filterOptions } from '#app/case-files/queue/filter-options.ts'
import { mayExport } from '#app/exports/may-export.ts'
import { Opinions } from '#app/feedback/opinions.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { PeriodForm } from '#app/statistics/period-form.tsx'
import { chosenPeriod, periodOf } from '#app/statistics/period.ts'
import { readStatistics } from '#app/statistics/read-statistics.server.ts'
import { StatisticsView } from '#app/statistics/statistics-view.tsx'
import { useNumbers } from '#app/statistics/use-numbers.ts'
import { toldGroupings, withEveryMonth } from '#app/statistics/view.ts'
import { countOpinions } from '#db/case-files/opinions.server.ts'

import type { Route } from './+types/statistics'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { actor, now } = context
  const { name, recipient, prefecture } = actor
  const period = chosenPeriod(new URL(args.request.url).searchParams, now)
  const [statistics, opinions] = await Promise.all([
    readStatistics(context, periodOf(period)),
    context.db.transaction((tx) => countOpinions(tx, periodOf(period))),
  ])
  return {
    officer: { name, recipient, prefecture },
    period,
    statistics: withEveryMonth(statistics, period),
    opinions,
    told: toldGroupings(filterOptions(actor, now)),
    exports: mayExport(actor),
    asOf: now.toISOString(),
  }
}

export default function StatisticsPage({ loaderData }: Route.ComponentProps) {
  const { officer, period, statistics, opinions, told, asOf, exports } = loaderData
  const { t } = useTranslation('statistics')
  const words = useWords()
  const { dateTime } = useFormat()
  const { count, month } = useNumbers()
  const { prefecture } = officer
  const recipient = words.recipient(officer.recipient)
  const whose = prefecture
    ? t('whose', { recipient, prefecture: words.option('org-address', prefecture, 'prefecture') })
    : recipient
  return (
    <DeskPage officer={officer} title={t('title')} width="wide" here="statistics">
      <PeriodForm period={period} />
      <p>
        {t('basis', {
          whose,
          first: month(period.first),
          last: month(period.last),
          number: count(statistics.received),
          withdrawn: count(statistics.withdrawn),
          at: dateTime(asOf),
        })}
      </p>
      <p>{t('small')}</p>
      {exports && (
        <p>
          <a href={`/desk/statistics/export?from=${period.first}&to=${period.last}`}>{t('export.link')}</a>
        </p>
      )}
      <StatisticsView statistics={statistics} told={told} />
      <Opinions opinions={opinions} />
    </DeskPage>
  )
}
