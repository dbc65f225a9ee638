import { redirect } from 'react-router'

import { contextOf, visitContext } from '#app/context.ts'
import { signInHolder } from '#app/http/session.server.ts'
import { leaveSecret } from '#app/reports/keep-codes.server.ts'
import { startReport } from '#app/reports/start-report.server.ts'

import type { Route } from './+types/new-report'

/** A link to this address (a bookmark, a reload) starts nothing. */
export function loader() {
  return redirect('/')
}

export async function action(args: Route.ActionArgs) {
  const { language } = args.context.get(visitContext)
  const { id, reference, secret } = await startReport(contextOf(args.context, { kind: 'anyone' }), language)
  await signInHolder(args, { reportId: id, reference })
  leaveSecret(args, reference, secret)
  return redirect(`/reports/${reference}/answer/now-start`, 303)
}
