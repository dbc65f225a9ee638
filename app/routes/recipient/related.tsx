import { data, redirect } from 'react-router'

import { nothingTyped, type ActTyped } from '#app/case-files/acts/act-form.tsx'
import { mergeCase } from '#app/case-files/acts/merge.server.ts'
import { stateOf } from '#app/case-files/case-state.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { RelatedPart, MergeForm } from '#app/case-files/search/related-view.tsx'
import { findRelated } from '#app/case-files/search/related.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { ForActing } from '#app/http/for-acting.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import type { QueueLine } from '#db/case-files/case-files.server.ts'

import type { Route } from './+types/related'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { file, related } = await findRelated(context, args.params.id)
  const { name, recipient, prefecture } = context.actor
  return {
    officer: { name, recipient, prefecture },
    file: lineOf(file),
    related: related.map((one) => ({ ...lineOf(one.file), relations: one.relations })),
  }
}

function lineOf(file: QueueLine) {
  const { id, reference, heading, receivedAt, masterId } = file
  const name = heading.organisation ?? heading.title ?? reference
  const title = heading.organisation ? heading.title : null
  return { id, reference, name, title, state: stateOf(file), receivedAt: receivedAt.toISOString(), masterId }
}

export async function action(args: Route.ActionArgs) {
  const { id } = args.params
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const values = {
    master: textOf(form, 'master'),
    reference: textOf(form, 'reference'),
    reason: textOf(form, 'reason'),
  }
  const wish = { master: values.master === 'other' ? values.reference : values.master, reason: values.reason }
  const result = await mergeCase(context, id, wish)
  if ('problems' in result) {
    const place = (field: string) => (field === 'master' && values.master === 'other' ? 'reference' : field)
    const problems = result.problems.map((one) => ({ ...one, field: place(one.field) }))
    return data({ act: 'merger', values, problems }, { status: 422 })
  }
  leaveFlash(args, result.done)
  return redirect(`/desk/case-files/${id}`, 303)
}

export default function Related({ loaderData: { officer, file, related }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('case-files')
  const recipient = useWords().recipient(officer.recipient)
  const typed: ActTyped = actionData ?? nothingTyped
  const problems = typed.problems.map(({ field, code, values }) => ({
    id: `merger-${field}`,
    message: t(`recipient:problems.${code}`, { ...values }),
  }))
  return (
    <DeskPage
      officer={officer}
      title={t('related.title')}
      width="wide"
      before={
        <p>
          <a href={`/desk/case-files/${file.id}`}>{t('back', { name: file.name })}</a>
        </p>
      }
    >
      <ErrorSummary problems={problems} />
      <p>{t('related.lead')}</p>
      <RelatedPart related={related} />
      <ForActing>
        {file.masterId === null && <MergeForm file={file} related={related} typed={typed} recipient={recipient} />}
      </ForActing>
    </DeskPage>
  )
}
