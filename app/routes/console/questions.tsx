import { ConsolePage } from '#app/console/console-page.tsx'
import { requireConsole } from '#app/console/console.server.ts'
import { placeIn, turning } from '#app/http/keyset.ts'
import { readClocks, readNames, readQuestions } from '#app/console/read-console.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { dueOf } from '#app/reports/board/board-table.tsx'
import { useNames } from '#app/reports/names.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { Route } from './+types/questions'

export async function loader(args: Route.LoaderArgs) {
  const { vendor, organisation } = await requireConsole(args, args.params.organisation)
  const query = new URL(args.request.url).searchParams
  const [{ lines, next }, clocks] = [await readQuestions(vendor, placeIn(query.get('after'))), await readClocks(vendor)]
  const names = await readNames(vendor, [...lines, ...clocks])
  const nameOf = (mandateId: string | null) => (mandateId ? (names.get(mandateId) ?? '') : '')
  return {
    organisation,
    questions: lines.map(({ id, reference, mandateId, recipient, sentAt, items, due, whole }) => ({
      id,
      reference,
      client: nameOf(mandateId),
      recipient,
      items,
      due,
      href: `${whole ? '' : '/console'}/reports/${reference}#questions`,
      isLate: due !== null && new Date(`${due}T23:59:59+09:00`) < vendor.now,
      sentAt: sentAt.toISOString(),
    })),
    clocks: clocks.map(({ reference, mandateId, recipient, clock, report, ...due }) => ({
      key: `${reference} ${recipient} ${clock}`,
      reference,
      client: nameOf(mandateId),
      recipient,
      report,
      due,
      isLate: due.dueAt !== null && due.dueAt < vendor.now,
    })),
    pages: turning(query, next),
  }
}

/** Everything that waits for an answer, and every day that is near, whoever the client is. */
export default function Questions({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  const names = useNames()
  const { recipient: nameOf, items: itemNames, owedTo } = names
  const { dateTime } = useFormat()
  const { organisation, questions, clocks, pages } = loaderData
  return (
    <ConsolePage organisation={organisation} title={t('questions.title')} here="questions">
      <Heading level={2}>{t('questions.open')}</Heading>
      {questions.length === 0 && <p className="quiet">{t('questions.none')}</p>}
      {questions.length > 0 && (
        <div className="stacked-table">
          <DataTable id="questions" caption={t('questions.open')} captionHidden>
            <thead>
              <tr>
                {(['reference', 'client', 'at', 'from', 'about', 'due'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`questions.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {questions.map(({ id, reference, client, recipient, items, sentAt, due, isLate, href }) => (
                <tr key={id}>
                  <th scope="row" className="reference">
                    <a href={href}>{reference}</a>
                  </th>
                  <td data-label={t('questions.client')}>{client || '―'}</td>
                  <td data-label={t('questions.at')}>{dateTime(sentAt)}</td>
                  <td data-label={t('questions.from')}>{nameOf(recipient)}</td>
                  <td data-label={t('questions.about')}>{items.length > 0 ? itemNames(items) : t('questions.free')}</td>
                  <td data-label={t('questions.due')}>
                    {due ? names.dueBy(`${due}T23:59:59+09:00`) : '―'}{' '}
                    {isLate && <Tag tone="red">{t('questions.late')}</Tag>}
                  </td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
      <Pagination {...pages} />
      <Heading level={2}>{t('clocks.title')}</Heading>
      <p>{t('clocks.lead')}</p>
      {clocks.length === 0 && <p className="quiet">{t('clocks.none')}</p>}
      {clocks.length > 0 && (
        <div className="stacked-table">
          <DataTable id="clocks" caption={t('clocks.title')} captionHidden>
            <thead>
              <tr>
                {(['reference', 'client', 'due', 'to', 'report'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`clocks.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {clocks.map(({ key, reference, client, recipient, report, due, isLate }) => (
                <tr key={key}>
                  <th scope="row" className="reference">
                    <a href={`/console/reports/${reference}`}>{reference}</a>
                  </th>
                  <td data-label={t('clocks.client')}>{client || '―'}</td>
                  <td data-label={t('clocks.due')}>
                    {dueOf(due, names)} {isLate && <Tag tone="red">{t('clocks.late')}</Tag>}
                  </td>
                  <td data-label={t('clocks.to')}>{owedTo(recipient)}</td>
                  <td data-label={t('clocks.report')}>{t(`clocks.reports.${report}`)}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
    </ConsolePage>
  )
}
