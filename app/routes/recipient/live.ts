import { worldContext } from '#app/context.ts'
import { arrivalStream } from '#app/deliveries/arrival-stream.server.ts'
import { requireListener, stillIn } from '#app/http/session.server.ts'

import type { Route } from './+types/live'

/** Tells an open queue that something came. What came is read by the page, under the officer's own eyes. */
export async function loader(args: Route.LoaderArgs) {
  const officer = await requireListener(args)
  const { request } = args
  const { arrivals, closing } = args.context.get(worldContext)
  const after = request.headers.get('Last-Event-ID') ?? new URL(request.url).searchParams.get('after')
  return arrivalStream({ arrivals, officer, after, isIn: stillIn(args), gone: request.signal, closing })
}
