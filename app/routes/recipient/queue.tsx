import { useTranslation } from '#app/i18n/use-translation.ts'

import { DeskPage } from '#app/case-files/desk-page.tsx'
import { filterOptions } from '#app/case-files/filter-options.ts'
import { QueueFilterForm, type FilterOptions } from '#app/case-files/queue-filter-form.tsx'
import { queueChoice, queueHref } from '#app/case-files/queue-filters.ts'
import { queueRow } from '#app/case-files/queue-row.ts'
import { QueueTable } from '#app/case-files/queue-table.tsx'
import { readQueue } from '#app/case-files/read-queue.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { LiveRegion } from '#app/ui/live-region.tsx'
import { Pagination } from '#app/ui/pagination.tsx'

import type { Route } from './+types/queue'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const choice = queueChoice(new URL(args.request.url).searchParams)
  const { lines, next } = await readQueue(context, choice)
  return {
    officer: { name, recipient, prefecture },
    choice,
    rows: lines.map((line) => queueRow(line, context.now)),
    next: next ? queueHref({ ...choice, after: next }) : null,
    options: filterOptions(context.actor, context.now),
  }
}

export default function Queue({ loaderData: { officer, choice, rows, next, options } }: Route.ComponentProps) {
  const { t } = useTranslation('recipient')
  const recipient = useWords().recipient(officer.recipient)
  const here = queueHref({ ...choice, after: undefined })
  return (
    <DeskPage officer={officer} title={t('queue.title')} width="full">
      <p>{t('queue.lead', { recipient })}</p>
      <QueueFilterForm choice={choice} options={options} />
      <p className="queue-refresh">
        <a href={here}>{t('queue.refresh')}</a>
      </p>
      <LiveRegion id="queue" source="/desk/live">
        {rows.length > 0 ? (
          <QueueTable rows={rows} order={choice.order} without={columnsWithout(options)} />
        ) : (
          <p>{t(here === '/desk' ? 'queue.emptyAll' : 'queue.empty')}</p>
        )}
        <Pagination first={choice.after ? here : null} next={next} />
      </LiveRegion>
    </DeskPage>
  )
}

/** What cannot be filtered by is nothing that this body is told. */
function columnsWithout({ attacks, sectors, prefectures }: FilterOptions) {
  const without = new Set<'attack' | 'sector' | 'prefecture'>()
  if (attacks.length === 0) without.add('attack')
  if (sectors.length === 0) without.add('sector')
  if (prefectures.length === 0) without.add('prefecture')
  return without
}
