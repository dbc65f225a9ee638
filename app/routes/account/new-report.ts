import { redirect } from 'react-router'

import { startOwnReport } from '#app/accounts/own-report.server.ts'
import { visitContext } from '#app/context.ts'
import { requireMember } from '#app/http/filer.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { mayAct } from '#app/http/member-acts.ts'
import { Refusal } from '#app/http/refusal.ts'

import type { Route } from './+types/new-report'

/** A link to this address (a bookmark, a reload) starts nothing. */
export function loader() {
  return redirect('/account')
}

/** Begins a report of one's own, or of an organisation, with what is known of it filled in. */
export async function action(args: Route.ActionArgs) {
  const form = await formOf(args.request)
  const context = await requireMember(args, textOf(form, 'organisation') || null)
  if (!mayAct(context.actor.role, 'draft')) throw new Refusal('forbidden', { next: '/account' })
  const reference = await startOwnReport(context, args.context.get(visitContext).language)
  return redirect(`/reports/${reference}/answer/now-start`, 303)
}
