import { redirect } from 'react-router'

import { judge } from '#app/feedback/judge.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'

import type { Route } from './+types/opinions'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}`)
}

/** The reporter says whether a piece of feedback was of use. */
export async function action(args: Route.ActionArgs) {
  const holder = await requireFiler(args, args.params.reference, 'answer')
  const form = await formOf(args.request)
  await judge(holder, textOf(form, 'feedback'), textOf(form, 'useful') === 'yes')
  leaveFlash(args, 'judged')
  return redirect(`/reports/${args.params.reference}`, 303)
}
