import { redirect } from 'react-router'

import { forgetQueue } from '#app/case-files/queue/last-queue.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { personSession, signOut, type PersonSession } from '#app/http/session.server.ts'
import { forgetIntakeMark } from '#app/reports/intake-mark.server.ts'
import { forgetSecret } from '#app/reports/keep-codes.server.ts'
import { accountsPolicy } from '#db/people/recipient-policies.server.ts'

import type { Route } from './+types/leave'

export function loader(): never {
  throw new Refusal('notFound')
}

/**
 * Closes what is open in this browser: the report, or the officer's desk. Whoever came in by a provider may be signed in there
 * still, and would come back in with one press: they are shown the way out there. By a link, as browsers follow no form to
 * another host from here.
 */
export async function action(args: Route.ActionArgs) {
  const session = await personSession(args)
  await signOut(args, 'report')
  await signOut(args, 'staff')
  for (const forget of [forgetSecret, forgetQueue, forgetIntakeMark]) forget(args) // whoever sits there next could read them
  return redirect(session?.means === 'openid' ? `/sign-in?left=${policyOfSession(session)}` : '/', {
    headers: { 'Clear-Site-Data': '"cache", "storage"' },
  }) // also what Back would show
}

const policyOfSession = ({ actor }: PersonSession): string =>
  actor.kind === 'officer' ? actor.recipient : accountsPolicy
