import { worldContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { fileResponse } from '#app/reports/sending/pdf.server.ts'
import { exportReport } from '#app/reports/sending/report-document.server.ts'

import type { Route } from './+types/document-json'

/** The report as one file, the same as programs get; without what was sent of it, it is always small enough to come in again. */
export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const filer = await requireFiler(args, reference, 'read', 'whole')
  const { keyring } = args.context.get(worldContext).database
  const kept = new URL(args.request.url).searchParams.get('revisions') === 'none' ? 'none' : 'all'
  const text = JSON.stringify(await exportReport(filer, keyring, kept), null, 2)
  return fileResponse(text, `${reference}.json`, 'application/json; charset=utf-8')
}
