import { redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { removeFile } from '#app/files/finish-file.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'

import type { Route } from './+types/file-removal'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}/files`)
}

/** Takes a file out of the report. */
export async function action(args: Route.ActionArgs) {
  const { reference, id } = args.params
  await removeFile(await requireFiler(args, reference, 'draft', 'sections'), args.context.get(worldContext).shelf, id)
  leaveFlash(args, 'fileRemoved')
  return redirect(`/reports/${reference}/files`, 303)
}
