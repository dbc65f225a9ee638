import { worldContext } from '#app/context.ts'
import { arrivalStream } from '#app/deliveries/arrival-stream.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/live'

/** Tells an open queue that something came. What came is read by the page, under the officer's own eyes. */
export async function loader(args: Route.LoaderArgs) {
  const { actor } = await requireOfficer(args)
  const { arrivals, closing } = args.context.get(worldContext)
  return arrivalStream(arrivals, actor, args.request.signal, closing)
}
