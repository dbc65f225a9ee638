import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { BegunBefore } from './import-reports.server.ts'
import type { ImportProblem, ImportTable } from './import-table.ts'

interface ImportPreviewProps {
  table: ImportTable & { before?: readonly BegunBefore[] }
  rows: string
  /** Of this page as it was drawn: pressed twice, it begins the rows once. */
  once: string
  action: string
}

/** What a file would begin, or what is wrong in which row and column. */
export function ImportPreview({ table, rows, once, action }: ImportPreviewProps) {
  const { t } = useTranslation('console')
  const { problems } = table
  if (problems.length > 0) {
    return (
      <>
        <ErrorSummary
          title={t('import.wrong', { count: problems.length })}
          problems={[{ id: 'problems', message: t('import.nothing') }]}
        />
        <Problems problems={problems} />
      </>
    )
  }
  return (
    <>
      <Notice tone="success" announced title={t('import.right', { count: table.rows.length })}>
        <p>{t('import.notYet')}</p>
      </Notice>
      {table.before && table.before.length > 0 && <Before before={table.before} />}
      <div className="stacked-table">
        <DataTable id="rows" caption={t('import.rows')} captionHidden>
          <thead>
            <tr>
              {(['mandate', 'ticket', 'label', 'template', 'answers'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`import.columns.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ mandate, client, ticket, label, template, answers }, at) => (
              <tr key={at}>
                <td data-label={t('import.columns.mandate')}>
                  {mandate ? `${client} ${mandate}` : t('import.unnamed')}
                </td>
                <td data-label={t('import.columns.ticket')}>{ticket || '―'}</td>
                <td data-label={t('import.columns.label')}>{label || '―'}</td>
                <td data-label={t('import.columns.template')}>{template || '―'}</td>
                <td data-label={t('import.columns.answers')}>{Object.keys(answers).length}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
      <form method="post" action={action} encType="multipart/form-data">
        <input type="hidden" name="rows" value={rows} />
        <input type="hidden" name="once" value={once} />
        <Actions>
          <Button name="go" value="begin">
            {t('import.begin', { count: table.rows.length })}
          </Button>
        </Actions>
      </form>
    </>
  )
}

/** Nothing is wrong with them; but what is begun twice may be sent twice. */
function Before({ before }: { before: readonly BegunBefore[] }) {
  const { t } = useTranslation('console')
  return (
    <Notice tone="warning" title={t('import.before', { count: before.length })}>
      <ul className="list">
        {before.map(({ row, ticket, reference }) => (
          <li key={row}>
            {t('import.beforeRow', { row, ticket })} <a href={`/console/reports/${reference}`}>{reference}</a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const mostShown = 200

/** The form's own words where it is the form's own problem. */
function Problems({ problems }: { problems: readonly ImportProblem[] }) {
  const { t } = useTranslation('console')
  const more = problems.length - mostShown
  return (
    <div className="stacked-table">
      {more > 0 && <p>{t('import.more', { shown: mostShown, count: more })}</p>}
      <DataTable id="problems" caption={t('import.problemsTitle')} captionHidden>
        <thead>
          <tr>
            {(['row', 'column', 'problem'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`import.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {problems.slice(0, mostShown).map(({ row, column, code, values }, at) => (
            <tr key={at}>
              <td data-label={t('import.row')}>{row ?? '―'}</td>
              <td data-label={t('import.column')}>{column ? <code>{column}</code> : '―'}</td>
              <td data-label={t('import.problem')}>{t([`import.problems.${code}`, `problems:${code}`], values)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
