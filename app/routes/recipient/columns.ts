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
  leaveFlash(args, await chooseColumns(context, chosen))
  return redirect(queueHref(lastQueue(args)))
}

export function loader() {
  return redirect('/desk')
}
