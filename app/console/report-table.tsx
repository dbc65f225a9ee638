import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { ReportLineView } from './report-lines.ts'

const tones = { withdrawn: 'neutral', stale: 'red', waits: 'orange', sent: 'green', draft: 'blue' } as const

/** Reports over all clients. */
export function ReportTable({ lines }: { lines: readonly ReportLineView[] }) {
  const { t } = useTranslation('console')
  const { dueBy } = useNames()
  if (lines.length === 0) return <p className="quiet">{t('reports.none')}</p>
  return (
    <div className="stacked-table">
      <DataTable id="reports" caption={t('reports.title')} captionHidden>
        <thead>
          <tr>
            {(['reference', 'client', 'ticket', 'state', 'questions', 'due'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`reports.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ reference, name, technical, ticket, state, openQuestions, nextDueAt }) => (
            <tr key={reference}>
              <th scope="row" className="reference">
                <a href={`/console/reports/${reference}`}>{reference}</a>
              </th>
              <td data-label={t('reports.client')}>
                {name} {technical && <Tag tone="purple">{t('reports.technical')}</Tag>}
              </td>
              <td data-label={t('reports.ticket')}>{ticket || '―'}</td>
              <td data-label={t('reports.state')}>
                <Tag tone={tones[state]}>{t(`states.${state}`)}</Tag>
              </td>
              <td data-label={t('reports.questions')}>
                {openQuestions === 0 ? t('reports.noQuestions') : t('reports.openQuestions', { count: openQuestions })}
              </td>
              <td data-label={t('reports.due')}>{nextDueAt ? dueBy(nextDueAt) : '―'}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
