import { redirect } from 'react-router'

import { requireFiler } from '#app/http/filer.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { followUp } from '#app/reports/board/follow-up.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'

import type { Route } from './+types/follow-up'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}`)
}

/** The next report begins where something is still missing. */
export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'draft', 'whole')
  const form = await formOf(args.request)
  await followUp(holder, textOf(form, 'phase') === 'final' ? 'final' : 'interim')
  const { steps } = await openDraft(holder)
  const next = steps.find(({ open }) => open > 0) ?? steps[0]
  return redirect(`/reports/${reference}/${next ? `answer/${next.id}` : 'preview'}`, 303)
}
