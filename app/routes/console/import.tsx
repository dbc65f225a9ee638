import { data, redirect } from 'react-router'

import { ConsolePage } from '#app/console/console-page.tsx'
import { requireConsole } from '#app/console/console.server.ts'
import { ImportHelp } from '#app/console/import-help.tsx'
import { ImportPreview } from '#app/console/import-preview.tsx'
import { checkImport, importReports } from '#app/console/import-reports.server.ts'
import { csvOf, readCsv, readFile } from '#app/console/read-file.server.ts'
import { visitContext } from '#app/context.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, onceIn, textOf } from '#app/http/form.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Actions, Button } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { newId } from '#db/sealing/secrets.server.ts'

import type { Route } from './+types/import'

export async function loader(args: Route.LoaderArgs) {
  const { organisation } = await requireConsole(args, args.params.organisation)
  return { organisation }
}

/** First the file, which is looked at and not kept; then its rows again, as they were shown. */
export async function action(args: Route.ActionArgs) {
  const visit = await requireConsole(args, args.params.organisation, 'draft')
  const form = await formOf(args.request)
  const confirmed = textOf(form, 'go') === 'begin'
  const read = confirmed ? readCsv(textOf(form, 'rows')) : await readFile(form.get('file'))
  if ('problem' in read) {
    const { problem: file, row = 0 } = read
    return data({ file, row, table: null, rows: '', once: '' }, { status: 422 })
  }
  const { language } = args.context.get(visitContext)
  const table = confirmed
    ? await importReports(visit, read.cells, language, onceIn(form))
    : await checkImport(visit, read)
  if ('started' in table && table.problems.length === 0) {
    leaveFlash(args, 'imported')
    return redirect(`/console/${visit.organisation.id}`, 303)
  }
  const status = table.problems.length > 0 ? 422 : 200
  return data({ file: null, row: 0, table, rows: csvOf(read.cells), once: newId() }, { status })
}

export default function Import({ loaderData: { organisation }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  const here = `/console/${organisation.id}/import`
  const problem = actionData?.file && t(`import.${actionData.file}`, { row: actionData.row })
  return (
    <ConsolePage organisation={organisation} title={t('import.title')} here="import">
      <ErrorSummary problems={problem ? [{ id: 'file', message: problem }] : []} />
      {actionData?.table && <ImportPreview {...actionData} table={actionData.table} action={here} />}
      <p className="lead">{t('import.lead')}</p>
      <form method="post" action={here} encType="multipart/form-data" className="stack">
        <Field id="file" label={t('import.file')} hint={t('import.fileHint')} error={problem} need="required">
          {(control) => <input {...control} className="input" type="file" name="file" accept=".csv,.xlsx" />}
        </Field>
        <Actions>
          <Button>{t('import.look')}</Button>
        </Actions>
      </form>
      <Heading level={2}>{t('import.howTitle')}</Heading>
      <ImportHelp />
    </ConsolePage>
  )
}
