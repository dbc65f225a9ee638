import { redirect } from 'react-router'

import { finishOpenid } from '#app/accounts/finish-openid.server.ts'

import type { Route } from './+types/openid-done'

/** Where a body's provider sends people back to. */
export async function loader(args: Route.LoaderArgs) {
  return redirect(await finishOpenid(args, args.params.recipient))
}
