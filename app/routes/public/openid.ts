import { redirect } from 'react-router'

import { openidAddress, type OpenidPurpose } from '#app/accounts/openid.server.ts'
import { localPath } from '#app/http/local-path.ts'

import type { Route } from './+types/openid'

/** Leads to a body's own provider. A link and no form: browsers follow a form to no other host from here. */
export async function loader(args: Route.LoaderArgs) {
  const { searchParams } = new URL(args.request.url)
  const claim = searchParams.get('claim')
  const token = claim ?? searchParams.get('enrol') ?? ''
  const asked: OpenidPurpose = searchParams.has('again') ? 'again' : 'sign-in'
  const purpose: OpenidPurpose = claim ? 'claim' : token ? 'enrol' : asked
  const next = localPath(searchParams.get('next')) ?? ''
  const address = await openidAddress(args, { recipient: args.params.recipient, purpose, token, next })
  return redirect(address ?? '/sign-in?provider=failed')
}
