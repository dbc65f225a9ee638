import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Heading } from '#app/ui/heading.tsx'
import type { StandingJobs } from '#db/connections/standing-jobs.server.ts'

interface StandingJobsTableProps {
  /** `known`: this version has something to do under this name. */
  jobs: readonly (StandingJobs & { known: boolean })[]
}

/** What the portal does by itself, and did not get done. */
export function StandingJobsTable({ jobs }: StandingJobsTableProps) {
  const { t } = useTranslation('operating')
  const { dateTime } = useFormat()
  return (
    <section className="stack">
      <Heading level={2}>{t('jobs.title')}</Heading>
      <p>{t('jobs.lead')}</p>
      {jobs.length === 0 && <p>{t('jobs.none')}</p>}
      {jobs.length > 0 && (
        <div className="stacked-table">
          <DataTable id="jobs" caption={t('jobs.title')} captionHidden>
            <thead>
              <tr>
                {(['task', 'givenUp', 'waiting', 'oldest'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`jobs.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {jobs.map(({ task, known, givenUp, waiting, oldestAt }) => (
                <tr key={task}>
                  <th scope="row">
                    <code>{task}</code>
                    {!known && <p className="quiet">{t('jobs.unknown')}</p>}
                  </th>
                  <td data-label={t('jobs.givenUp')}>{givenUp}</td>
                  <td data-label={t('jobs.waiting')}>{waiting}</td>
                  <td data-label={t('jobs.oldest')}>{dateTime(oldestAt.toISOString())}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
        </div>
      )}
    </section>
  )
}
