import { redirect } from 'react-router'

import { formOf, textOf } from '#app/http/form.server.ts'
import { localPath } from '#app/http/local-path.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { forgetSecret } from '#app/reports/keep-codes.server.ts'

import type { Route } from './+types/kept'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}`)
}

/** Reference and secret are on paper: the banner goes. */
export async function action(args: Route.ActionArgs) {
  await requireFiler(args, args.params.reference, 'read')
  const form = await formOf(args.request)
  forgetSecret(args)
  return redirect(localPath(textOf(form, 'back')) ?? `/reports/${args.params.reference}`, 303)
}
