import { redirect } from 'react-router'

import { Refusal } from '#app/http/refusal.ts'
import { signOut } from '#app/http/session.server.ts'

import type { Route } from './+types/leave'

export function loader(): never {
  throw new Refusal('notFound')
}

/** Closes what is open in this browser: the report, or the officer's desk. */
export async function action(args: Route.ActionArgs) {
  await signOut(args, 'report')
  await signOut(args, 'staff')
  return redirect('/', { headers: { 'Clear-Site-Data': '"cache", "storage"' } }) // also what Back would show
}
