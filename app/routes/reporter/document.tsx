import { data, redirect } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { conflictsIn } from '#app/reports/form/conflicts.server.ts'
import { getDraft } from '#app/reports/form/save-answers.server.ts'
import { KeptAnswers } from '#app/reports/sending/kept-answers.tsx'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { takeDocument } from '#app/reports/sending/take-document.server.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { findReport } from '#db/reports/reports.server.ts'

import type { Route } from './+types/document'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const { db, actor } = await requireFiler(args, reference, 'read', 'whole')
  const [report, { version }] = await db.transaction((tx) =>
    Promise.all([findReport(tx, actor.reportId), getDraft(tx, actor.reportId)]),
  )
  return { frame: frameOf(args, reference), withdrawn: report?.withdrawnAt !== null, version }
}

/** With one answer that is not sound the draft stays as it is. What another screen saved meanwhile stays, and is shown. */
export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const filer = await requireFiler(args, reference, 'draft', 'whole')
  const report = await filer.db.transaction((tx) => findReport(tx, filer.actor.reportId))
  if (report?.withdrawnAt !== null) throw new Refusal('conflict')
  const form = await formOf(args.request)
  const { keyring } = args.context.get(worldContext).database
  const base = Number(textOf(form, 'version')) || 0
  const taken = await takeDocument(filer, { file: form.get('file'), base }, keyring)
  if (taken.kind !== 'taken') return data(taken, { status: 422 })
  if (taken.conflicts.length > 0) {
    const { conflicts } = conflictsIn({ ...taken, typed: {} }, args.context.get(visitContext).language)
    return data({ kind: 'kept' as const, conflicts }, { status: 409 })
  }
  leaveFlash(args, taken.isCopy ? 'documentTaken' : 'documentTakenUnsealed')
  return redirect(`/reports/${reference}`, 303)
}

/** For one's own records, and for carrying a report from one portal or organisation to another. */
export default function ReportDocument({ loaderData, actionData }: Route.ComponentProps) {
  const { t, item } = useNames()
  const { frame, withdrawn, version } = loaderData
  const base = `/reports/${frame.reference}`
  const here = `${base}/document`
  const problem = actionData?.kind === 'refused' ? t(`carried:take.${actionData.problem}`) : undefined
  const unsound = actionData?.kind === 'unsound' ? actionData.problems : []
  return (
    <ReportPage act="draft" frame={frame} title={t('carried:title')} current="board" here={here}>
      <ErrorSummary problems={problem ? [{ id: 'file', message: problem }] : []} />
      {unsound.length > 0 && (
        <Notice tone="error" title={t('carried:take.unsound')} announced>
          <ul className="list">
            {unsound.slice(0, 50).map(({ item: id, part, index, code, values }) => (
              <li key={`${id} ${part} ${index} ${code}`}>
                {item(id)}: {t(`problems:${code}`, values ?? {})}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {actionData?.kind === 'kept' && <KeptAnswers conflicts={actionData.conflicts} />}
      <p className="lead">{t('carried:lead')}</p>
      <Heading level={2}>{t('carried:save.title')}</Heading>
      <p>{t('carried:save.text')}</p>
      <Notice tone="warning" title={t('carried:save.careTitle')}>
        <p>{t('carried:save.care')}</p>
      </Notice>
      <Actions>
        <LinkButton look="outline" href={`${here}.json`}>
          {t('carried:save.button')}
        </LinkButton>
        <LinkButton look="outline" href={`${here}.json?revisions=none`}>
          {t('carried:save.draft')}
        </LinkButton>
      </Actions>
      {!withdrawn && (
        <>
          <Heading level={2}>{t('carried:take.title')}</Heading>
          <p>{t('carried:take.text')}</p>
          <form method="post" action={here} encType="multipart/form-data" className="stack">
            <input type="hidden" name="version" value={version} />
            <Field
              id="file"
              label={t('carried:take.file')}
              hint={t('carried:take.fileHint')}
              error={problem}
              need="required"
            >
              {(control) => <input {...control} className="input" type="file" name="file" accept=".json" />}
            </Field>
            <Actions>
              <Button>{t('carried:take.button')}</Button>
            </Actions>
          </form>
        </>
      )}
    </ReportPage>
  )
}
