import { createContext, data, redirect } from 'react-router'

import { tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { messageLimit } from '#app/reports/board/message-limit.ts'
import { WriteForm } from '#app/reports/board/thread.tsx'
import { wrongWith } from '#app/reports/form/wrong-with.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/messages'

const refusedContext = createContext(false)

/** Messages are written and read on the board. */
export async function loader(args: Route.LoaderArgs) {
  await requireFiler(args, args.params.reference, 'read', 'whole')
  if (!args.context.get(refusedContext)) throw redirect(`/reports/${args.params.reference}`, 303)
  return { frame: frameOf(args, args.params.reference) }
}

export async function action(args: Route.ActionArgs) {
  const holder = await requireFiler(args, args.params.reference, 'answer', 'whole')
  const form = await formOf(args.request)
  const [recipient, text] = [textOf(form, 'recipient'), textOf(form, 'text')]
  const wrong = await wrongWith(holder, text)
  if (wrong) {
    args.context.set(refusedContext, true)
    return data({ recipient, typed: text, wrong }, { status: 422 })
  }
  await tellRecipient(holder, recipient, text)
  leaveFlash(args, 'told')
  return redirect(`/reports/${args.params.reference}`, 303)
}

/** Seen only when a message could not go: the same form again, with what was typed. */
export default function Messages({ loaderData, actionData }: Route.ComponentProps) {
  const { t, recipient: nameOf } = useNames()
  if (!actionData) return null
  const { recipient, typed, wrong } = actionData
  const base = `/reports/${loaderData.frame.reference}`
  const message = t(`notices.${wrong}`, { max: messageLimit })
  return (
    <ReportPage
      act="answer"
      frame={loaderData.frame}
      title={t('board.thread', { recipient: nameOf(recipient) })}
      current="board"
      here={base}
    >
      <ErrorSummary problems={[{ id: `write-${recipient}`, message }]} />
      <WriteForm recipient={recipient} action={`${base}/messages`} typed={typed} error={message} />
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}
