import { redirect } from 'react-router'

import { failed, openidAddress, pageBefore, signOutAddress, type OpenidPurpose } from '#app/accounts/openid.server.ts'
import { cameFromElsewhere } from '#app/http/from-elsewhere.ts'
import { localPath } from '#app/http/local-path.ts'

import type { Route } from './+types/openid'

/** Leads to a body's own provider, or to its exit. A link and no form: browsers follow a form to no other host from here. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = new URL(args.request.url)
  if (searchParams.has('leave'))
    return redirect((await signOutAddress(args, args.params.recipient)) ?? '/sign-in?left=provider')
  const asked = askedIn(searchParams)
  // A link in somebody's mail, or another site, would sign them in unasked, or connect them to an account of somebody else's.
  if (cameFromElsewhere(args.request)) return redirect(pageBefore(asked))
  const errand = { ...asked, recipient: args.params.recipient }
  return redirect((await openidAddress(args, errand)) ?? failed(args, errand))
}

const tokens = ['claim', 'enrol', 'connect'] as const

function askedIn(search: URLSearchParams): { purpose: OpenidPurpose; token: string; next: string } {
  const next = localPath(search.get('next')) ?? ''
  for (const purpose of tokens) {
    const token = search.get(purpose)
    if (token) return { purpose, token: encodeURIComponent(token), next }
  }
  return { purpose: search.has('again') ? 'again' : 'sign-in', token: '', next }
}
