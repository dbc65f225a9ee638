import { BulkBar, UndoNotice, type LastBulk } from '#app/case-files/queue/bulk-bar.tsx'
import { ColumnsForm } from '#app/case-files/queue/columns-form.tsx'
import { cellText, columnChoices, severityColumn } from '#app/case-files/queue/columns.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { filterOptions } from '#app/case-files/queue/filter-options.ts'
import { rememberQueue } from '#app/case-files/queue/last-queue.server.ts'
import { QueueFilterForm, type FilterOptions } from '#app/case-files/queue/queue-filter-form.tsx'
import { fromTheTop, nextPage, previousPage, queueChoice, queueHref } from '#app/case-files/queue/queue-filters.ts'
import { QueueOnPaper } from '#app/case-files/queue/queue-on-paper.tsx'
import { queueRow } from '#app/case-files/queue/queue-row.ts'
import { QueueTable } from '#app/case-files/queue/queue-table.tsx'
import { readQueue, type ReadQueue } from '#app/case-files/queue/read-queue.server.ts'
import { SearchForm } from '#app/case-files/queue/search-form.tsx'
import { isNamed } from '#app/case-files/queue/day-views.ts'
import { DayLinks, ViewForms, ViewLinks } from '#app/case-files/queue/views-bar.tsx'
import { visitContext, worldContext } from '#app/context.ts'
import { takeFlash } from '#app/http/flash.server.ts'
import { ForActing } from '#app/http/for-acting.tsx'
import { usePageVisit } from '#app/http/page-visit.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { LiveRegion } from '#app/ui/live-region.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { phrasesOf } from '#db/queue/search-words.ts'

import type { Route } from './+types/queue'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { actor, now } = context
  const { name, recipient, prefecture } = actor
  const query = new URL(args.request.url).searchParams
  const choice = queueChoice(query)
  const here = queueHref(fromTheTop(choice))
  const place = args.context.get(worldContext).arrivals.place() // before the reading: what comes meanwhile is told
  const read = await readQueue(context, choice)
  const previous = previousPage(choice)
  rememberQueue(args, choice.after ? queueHref(choice) : here)
  const words = documentWords(args.context.get(visitContext).language)
  const items = read.columns.filter((column) => column !== severityColumn)
  return {
    officer: { name, recipient, prefecture },
    choice,
    here,
    rows: read.lines.map((line) => {
      const told = read.cells.get(line.id)
      const cells = items.map((item) => cellText(told, item, words))
      return queueRow(line, cells, now)
    }),
    next: read.next ? queueHref(nextPage(choice, read.next)) : null,
    previous: previous && queueHref(previous),
    options: filterOptions(actor, now),
    views: read.views,
    columns: read.columns,
    items,
    choosable: columnChoices(recipient, now),
    ticked: query.getAll('ticked'),
    last: lastOf(read),
    tooShort: choice.q !== undefined && phrasesOf(choice.q) === null,
    done: takeFlash(args),
    at: now.toISOString(),
    place,
  }
}

function lastOf({ last }: ReadQueue): LastBulk | null {
  return last && { id: last.id, act: last.act, label: last.label, count: last.caseFileIds.length }
}

export default function Queue({ loaderData }: Route.ComponentProps) {
  const { officer, choice, here, rows, options, views, columns, items, last, tooShort, done } = loaderData
  const { next, previous, choosable, ticked } = loaderData
  const { t } = useTranslation('recipient')
  const { readsOnly } = usePageVisit()
  const recipient = useWords().recipient(officer.recipient)
  return (
    <DeskPage officer={officer} title={t('queue.title')} width="full">
      <p>{t('queue.lead', { recipient })}</p>
      <QueueOnPaper choice={choice} at={loaderData.at} more={next !== null} />
      {done && <Done done={done} />}
      {last && <UndoNotice last={last} />}
      <SearchForm q={choice.q ?? ''} tooShort={tooShort} />
      <DayLinks here={here} />
      <ViewLinks views={views} here={here} />
      <div className="queue-tools">
        <QueueFilterForm choice={choice} options={options} named={isNamed(here, views)} />
        <ForActing>
          <ViewForms views={views} query={here.split('?')[1] ?? ''} recipient={recipient} />
          <ColumnsForm items={choosable} chosen={ticked.length > 0 ? ticked : columns} open={ticked.length > 0} />
        </ForActing>
        <p className="queue-refresh">
          <a href={here}>{t('queue.refresh')}</a>{' '}
          <ForActing>
            <a href={here.replace('/desk', '/desk/export')}>{t('exports:link')}</a>
          </ForActing>
        </p>
      </div>
      <ForActing>{rows.length > 0 && <BulkBar recipient={recipient} />}</ForActing>
      <LiveRegion id="queue" source="/desk/live" place={loaderData.place}>
        {rows.length > 0 ? (
          <QueueTable
            rows={rows}
            order={choice.order}
            at={loaderData.at}
            ticks={!readsOnly}
            without={columnsWithout(options, columns)}
            own={items}
          />
        ) : (
          <p>{t(here === '/desk' ? 'queue.emptyAll' : 'queue.empty')}</p>
        )}
        {next && rows.length === 0 && <p>{t('search.more')}</p>}
        <Pagination first={choice.after && previous !== here ? here : null} previous={previous} next={next} />
      </LiveRegion>
    </DeskPage>
  )
}

/** What was wrong is said with the way to its field. */
function Done({ done }: { done: string }) {
  const { t } = useTranslation('recipient')
  const [id, said] = [fieldOf[done], t(`queueDone.${done}`)]
  return id ? <ErrorSummary problems={[{ id, message: said }]} /> : <Notice title={said} announced />
}

const fieldOf: Readonly<Record<string, string>> = {
  viewNameWrong: 'view-name',
  viewsTooMany: 'views',
  columnsTooMany: 'column',
  bulkLabelWrong: 'bulk-label',
}

/** What cannot be filtered by is nothing that this body is told; its own severity is shown where it was chosen. */
function columnsWithout({ attacks, sectors, prefectures }: FilterOptions, chosen: readonly string[]) {
  const without = new Set<'attack' | 'sector' | 'prefecture' | 'severity'>()
  if (!chosen.includes(severityColumn)) without.add('severity')
  if (attacks.length === 0) without.add('attack')
  if (sectors.length === 0) without.add('sector')
  if (prefectures.length === 0) without.add('prefecture')
  return without
}
