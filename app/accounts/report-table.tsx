import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { MyReport } from '#db/reports/my-reports.server.ts'

interface ReportTableProps {
  id: string
  caption: string
  reports: readonly MyReport[]
}

/** Where each report stands, what is due next, and what was asked. */
export function ReportTable({ id, caption, reports }: ReportTableProps) {
  const { t } = useTranslation('account')
  const { dueBy } = useNames()
  return (
    <div className="stacked-table">
      <DataTable id={id} caption={caption} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('reports.report')}</th>
            <th scope="col">{t('reports.state')}</th>
            <th scope="col">{t('reports.due')}</th>
            <th scope="col">{t('reports.questions')}</th>
          </tr>
        </thead>
        <tbody>
          {reports.map((report) => (
            <tr key={report.reference}>
              <th scope="row" className="wide-cell">
                <a href={`/reports/${report.reference}`}>{report.reference}</a>
                {report.title && <div className="quiet">{report.title}</div>}
              </th>
              <td data-label={t('reports.state')}>
                <State report={report} />
              </td>
              <td data-label={t('reports.due')}>{report.dueAt ? dueBy(report.dueAt) : t('reports.noDue')}</td>
              <td data-label={t('reports.questions')}>
                {report.questions > 0 ? (
                  <a href={`/reports/${report.reference}#questions`}>
                    {t('reports.asked', { count: report.questions })}
                  </a>
                ) : (
                  t('reports.noQuestions')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function State({ report }: { report: MyReport }) {
  const { t } = useTranslation('account')
  const { dateTime } = useFormat()
  const { withdrawnAt, submittedAt, revisionNumber, awaitsApproval } = report
  if (withdrawnAt) return <Tag>{t('reports.withdrawn')}</Tag>
  return (
    <>
      {submittedAt ? (
        <Tag tone="green">{t('reports.sent', { number: revisionNumber })}</Tag>
      ) : (
        <Tag tone="orange">{t('reports.draft')}</Tag>
      )}
      {awaitsApproval && (
        <>
          {' '}
          <Tag tone="purple">{t('reports.awaits')}</Tag>
        </>
      )}
      {submittedAt && <div className="quiet">{dateTime(submittedAt.toISOString())}</div>}
    </>
  )
}
