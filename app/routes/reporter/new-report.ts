import { redirect } from 'react-router'

import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { signInHolder } from '#app/http/session.server.ts'
import { leaveSecret } from '#app/reports/keep-codes.server.ts'
import { startReport } from '#app/reports/start-report.server.ts'

import type { Route } from './+types/new-report'

/** A link to this address (a bookmark, a reload) starts nothing. */
export function loader() {
  return redirect('/')
}

export async function action(args: Route.ActionArgs) {
  const visit = args.context.get(visitContext)
  const form = await formOf(args.request).catch(() => new FormData()) // usually there is nothing in it
  const shown = { ticket: textOf(form, 'ticket'), proof: textOf(form, 'proof') }
  const ticket = args.context.get(worldContext).guests.admit(visit, shown)
  if (ticket) return redirect(`/busy/${ticket}`, 303)

  const { language } = visit
  const { id, reference, secret } = await startReport(contextOf(args.context, { kind: 'anyone' }), language)
  await signInHolder(args, { reportId: id, reference })
  leaveSecret(args, reference, secret)
  return redirect(`/reports/${reference}/answer/now-start`, 303)
}
