import { visitContext } from '#app/context.ts'
import { exportFile } from '#app/exports/export-file.server.ts'
import { getExport } from '#app/exports/prepare-export.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'

import type { Route } from './+types/export-file'

/** The prepared file. Why it was made and of what stands in the store already. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const line = await getExport(context, args.params.id)
  return exportFile(context, line, args.context.get(visitContext).language)
}
