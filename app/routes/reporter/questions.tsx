import { data, redirect } from 'react-router'

import { answerInWords, answerItem } from '#app/feedback/answer-question.server.ts'
import type { MergedQuestion } from '#app/reports/merge-questions.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireHolder } from '#app/http/session.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { joinTimes } from '#app/reports/filled-fields.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { QuestionForm } from '#app/reports/question-form.tsx'
import { readBoard } from '#app/reports/read-board.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { messagesOf } from '#app/reports/save-page.server.ts'
import { submissionKey } from '#app/reports/submit-report.server.ts'
import { messageLimit } from '#app/reports/thread.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { parseAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

import type { Route } from './+types/questions'

export async function loader(args: Route.LoaderArgs) {
  await requireHolder(args, args.params.reference)
  return { frame: frameOf(args, args.params.reference) }
}

export async function action(args: Route.ActionArgs) {
  const board = `/reports/${args.params.reference}`
  const holder = await requireHolder(args, args.params.reference)
  const form = await formOf(args.request)
  const { report, questions } = await readBoard(holder)
  const question = questions.find(({ key }) => key === textOf(form, 'question'))
  if (!question) return redirect(board, 303) // answered on another screen meanwhile

  if (question.item === null) {
    const text = textOf(form, 'text')
    const wrong = text === '' ? 'missingText' : text.length > messageLimit ? 'longText' : null
    if (wrong) return data({ question, about: null, wrong, typed: text, messages: [] }, { status: 422 })
    await answerInWords(holder, question.key, text)
  } else {
    const read = parseAnswers(currentEdition, [question.item], joinTimes(form, currentEdition, [question.item]))
    const item = currentEdition.items.get(question.item)
    const value = read.answers[question.item]
    if (item && value === undefined) {
      const messages = messagesOf(read.problems)
      const about = { item, values: read.typed }
      return data(
        { question, about, wrong: messages.length === 0 ? ('missingText' as const) : null, typed: '', messages },
        { status: 422 },
      )
    }
    const key = submissionKey(report.id, report.revisionNumber, 0)
    const unchanged = wordsOf(report.language)('reporter:board.unchangedAnswer')
    await answerItem(holder, { key, item: question.item, value: value ?? null, unchanged })
  }
  leaveFlash(args, 'answered')
  return redirect(board, 303)
}

/** Seen only when an answer could not be read: the same question again, with what was typed. */
export default function Questions({ loaderData, actionData }: Route.ComponentProps) {
  const { t, problemOf } = useNames()
  const { frame } = loaderData
  const base = `/reports/${frame.reference}`
  if (!actionData) return null
  const { question, about, wrong, typed, messages } = actionData
  const shown = messages.map((one) => ({ id: one.id, message: problemOf(one) }))
  if (wrong) shown.push({ id: fieldOf(question), message: t(`notices.${wrong}`, { max: messageLimit }) })
  return (
    <ReportPage frame={frame} title={t('board.asksTitle', { count: 1 })} current="board" here={base}>
      <ErrorSummary problems={shown} />
      <QuestionForm
        question={question}
        about={about}
        errors={new Map(shown.map(({ id, message }) => [id, message]))}
        typed={typed}
        action={`${base}/questions`}
      />
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}

const fieldOf = ({ item, key }: MergedQuestion): string => item ?? `answer-${key}`
