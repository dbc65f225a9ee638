import { redirect } from 'react-router'

import { actOnMany, undoBulkAct } from '#app/case-files/queue/bulk.server.ts'
import { lastQueue } from '#app/case-files/queue/last-queue.server.ts'
import { queueHref } from '#app/case-files/queue/queue-filters.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/bulk'

/** Acts on the ticked case files, or takes the last such act back. */
export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const undo = textOf(form, 'undo')
  const chosen = form.getAll('case').filter((id) => typeof id === 'string')
  const wish =
    textOf(form, 'act') === 'claim'
      ? ({ act: 'claim' } as const)
      : ({ act: 'label', label: textOf(form, 'label') } as const)
  const done = undo ? await undoBulkAct(context, undo) : await actOnMany(context, chosen, wish)
  if (done !== 'bulkDone') leaveFlash(args, done) // what was done is said by the notice that takes it back
  return redirect(queueHref(lastQueue(args)))
}

export function loader() {
  return redirect('/desk')
}
