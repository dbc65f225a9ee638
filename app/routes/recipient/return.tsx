import { data, redirect } from 'react-router'

import { readCase } from '#app/case-files/page/read-case.server.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { isBound, returnablesIn, returnCopy } from '#app/hand-overs/return-copy.server.ts'
import { BoundNotice, ReturnForm } from '#app/hand-overs/return-form.tsx'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/return'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const read = await readCase(context, args.params.id)
  const returnables = returnablesIn(read, recipient)
  // What was given back meanwhile has its record on the page of the case.
  if (read.deliveries.length === 0) throw redirect(`/desk/case-files/${read.file.id}`)
  return { officer: { name, recipient, prefecture }, id: read.file.id, returnables, bound: isBound(read) }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const { id } = args.params
  const form = await formOf(args.request)
  const typed = { copy: textOf(form, 'copy'), reason: textOf(form, 'reason') }
  const result = await returnCopy(context, id, typed)
  if ('problems' in result) return data({ typed, problems: result.problems }, { status: 422 })
  leaveFlash(args, result.done)
  return redirect(`/desk/case-files/${id}`, 303)
}

export default function Return({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('hand-overs')
  const { officer, id, returnables, bound } = loaderData
  const problems = (actionData?.problems ?? []).map(({ field, code }) => ({
    id: field,
    message: t(`return.problems.${code}`),
  }))
  return (
    <DeskPage
      officer={officer}
      title={t('return.title')}
      before={<a href={`/desk/case-files/${id}`}>{t('form.back')}</a>}
    >
      <ErrorSummary problems={problems} />
      {bound && <BoundNotice id={id} />}
      {returnables.length > 0 && (
        <ReturnForm
          id={id}
          returnables={returnables}
          typed={actionData?.typed ?? { copy: '', reason: '' }}
          errors={Object.fromEntries(problems.map((one) => [one.id, one.message]))}
        />
      )}
    </DeskPage>
  )
}
