import { csvExample, xlsxExample } from '#app/console/example-files.server.ts'
import { requireAccount } from '#app/http/filer.server.ts'
import { Refusal } from '#app/http/refusal.ts'

import type { Route } from './+types/example'

const files = {
  'reports.csv': { make: csvExample, type: 'text/csv; charset=utf-8' },
  'reports.xlsx': { make: xlsxExample, type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
} as const

/** A table to begin with: the columns, and two rows that can be taken as they are. */
export async function loader(args: Route.LoaderArgs) {
  await requireAccount(args)
  const name = args.params.file
  if (name !== 'reports.csv' && name !== 'reports.xlsx') throw new Refusal('notFound')
  const { make, type } = files[name]
  const headers = { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` }
  return new Response(await make(), { headers })
}
