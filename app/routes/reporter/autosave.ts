import { redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { savePage } from '#app/reports/form/save-page.server.ts'

import type { Route } from './+types/autosave'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}`)
}

/** Saves a page while it is typed, for the script. What cannot be read yet is left for the page's own save. */
export async function action(args: Route.ActionArgs) {
  const holder = await requireFiler(args, args.params.reference, 'draft', 'sections')
  const { draft, version, conflicts, problems } = await savePage(holder, await formOf(args.request))
  const { language } = args.context.get(visitContext)
  const saved = {
    version,
    saved: formatDateTime(draft.savedAt, language),
    problems: problems.length,
  }
  return Response.json(saved, { status: conflicts.length > 0 ? 409 : 200 })
}
