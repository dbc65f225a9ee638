import { worldContext } from '#app/context.ts'
import { isReading } from '#app/deliveries/open-delivery.server.ts'
import { refuseOtherSites } from '#app/files/file-site.server.ts'
import { countAct } from '#app/files/limits.server.ts'
import { answerWith, takeFile, wantedIn } from '#app/files/take-file.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { Refusal } from '#app/http/refusal.ts'

import type { Route } from './+types/own-file'

/** A file of one's own report, as it was handed in; a sample comes packed, to its owner too. */
export async function loader(args: Route.LoaderArgs) {
  refuseOtherSites(args.request)
  const filer = await requireFiler(args, args.params.reference, 'read', 'sections')
  if (!isReading(args.request)) throw new Refusal('notFound') // nothing is fetched ahead, and no copy counted for it
  await countAct('take', filer.actor.reportId)
  const { shelf } = args.context.get(worldContext)
  const wanted = wantedIn(args.request)
  return answerWith(shelf, await takeFile(filer, args.params.id, wanted), wanted)
}
