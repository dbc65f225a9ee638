import { redirect } from 'react-router'

import { lastQueue } from '#app/case-files/queue/last-queue.server.ts'
import { queueHref } from '#app/case-files/queue/queue-filters.ts'
import { chooseColumns } from '#app/case-files/queue/views.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/columns'

/** The columns of the body's queue. */
export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const chosen = (await formOf(args.request)).getAll('item').filter((item) => typeof item === 'string')
  const done = await chooseColumns(context, chosen)
  leaveFlash(args, done)
  const queue = queueHref(lastQueue(args))
  if (done === 'columnsChosen') return redirect(queue)
  // Refused, the ticks go along: they are names of the form, and nothing that somebody typed.
  const ticked = new URLSearchParams(chosen.map((item) => ['ticked', item]))
  return redirect(`${queue}${queue.includes('?') ? '&' : '?'}${ticked}`)
}

export function loader() {
  return redirect('/desk')
}
