import { redirect } from 'react-router'

import { tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { messageLimit } from '#app/reports/thread.tsx'

import type { Route } from './+types/messages'

export function loader({ params }: Route.LoaderArgs) {
  return redirect(`/reports/${params.reference}`)
}

export async function action(args: Route.ActionArgs) {
  const holder = await requireFiler(args, args.params.reference, 'answer', 'whole')
  const form = await formOf(args.request)
  const [recipient, text] = [textOf(form, 'recipient'), textOf(form, 'text')]
  const fits = text !== '' && text.length <= messageLimit
  if (fits) await tellRecipient(holder, recipient, text)
  leaveFlash(args, fits ? 'told' : 'missingText')
  return redirect(`/reports/${args.params.reference}`, 303)
}
