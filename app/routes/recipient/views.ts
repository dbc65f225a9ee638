import { redirect } from 'react-router'

import { queueHref, queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { removeView, saveView } from '#app/case-files/queue/views.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/views'

/** Keeps a view under a name, or lets go of one. */
export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const [remove, query] = [textOf(form, 'remove'), textOf(form, 'query')]
  const view = { name: textOf(form, 'name'), query, shared: textOf(form, 'shared') === '1' }
  leaveFlash(args, remove ? await removeView(context, remove) : await saveView(context, view))
  return redirect(queueHref(queueChoice(new URLSearchParams(query))))
}

export function loader() {
  return redirect('/desk')
}
