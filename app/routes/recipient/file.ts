import { worldContext } from '#app/context.ts'
import { refuseOtherSites } from '#app/files/file-site.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { answerWith, takeFile, wantedIn } from '#app/files/take-file.server.ts'
import { isReading } from '#app/deliveries/open-delivery.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/file'

/** A file that came to this body, to be kept. Only bodies that it was sent to find it. */
export async function loader(args: Route.LoaderArgs) {
  refuseOtherSites(args.request)
  const officer = await requireOfficer(args)
  if (!isReading(args.request)) throw new Refusal('notFound') // nothing is fetched ahead, and no copy counted for it
  await countAct('take', officer.actor.officerId)
  const { shelf } = args.context.get(worldContext)
  const wanted = wantedIn(args.request)
  return answerWith(shelf, await takeFile(officer, args.params.id, wanted), wanted)
}
