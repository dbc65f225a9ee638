import { redirect } from 'react-router'

import { lastQueue } from '#app/case-files/queue/last-queue.server.ts'
import { queueHref } from '#app/case-files/queue/queue-filters.ts'
import { findNextCase } from '#app/case-files/queue/read-queue.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/next-case'

/** The case after `after` in the queue that was looked at last; without it the first. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const choice = lastQueue(args)
  const id = await findNextCase(context, choice, new URL(args.request.url).searchParams.get('after'))
  if (id) throw redirect(`/desk/case-files/${id}`)
  leaveFlash(args, 'queueEnd')
  throw redirect(queueHref(choice))
}
