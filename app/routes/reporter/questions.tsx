import { createContext, data, redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { answerInWords, declineQuestion } from '#app/feedback/answer-in-words.server.ts'
import { answerItems, itemsNaming } from '#app/feedback/answer-question.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { askToSend, mustWait } from '#app/mandates/decide-sending.server.ts'
import { askedQuestions } from '#app/reports/board/asked-questions.ts'
import { LateAnswer } from '#app/reports/board/late-answer.tsx'
import { questionMeant } from '#app/reports/board/merge-questions.ts'
import { messageLimit } from '#app/reports/board/message-limit.ts'
import { QuestionForm, type AskedQuestion } from '#app/reports/board/question-form.tsx'
import { readBoard } from '#app/reports/board/read-board.server.ts'
import { itemsIn, typedInVain, type TypedInVain } from '#app/reports/board/typed-in-vain.server.ts'
import { errorsBeside, messagesOf, type FieldMessage } from '#app/reports/form/field-messages.ts'
import { joinTimes } from '#app/reports/form/filled-fields.ts'
import { saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { wrongWith } from '#app/reports/form/wrong-with.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { submissionKey } from '#app/reports/sending/submit-report.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { parseAnswers, type Problem } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId } from '#forms/item.ts'

import type { Route } from './+types/questions'

/** An answer that could not be taken: the question with what was typed, and what is wrong. */
interface Refused {
  kind: 'refused'
  asked: AskedQuestion
  wrong: 'missingText' | 'longText' | 'identifying' | 'answerOvertaken' | null
  messages: readonly FieldMessage[]
  typed: string
  consents: readonly string[]
}

const refusedContext = createContext(false)

/** Whoever comes back to this address later finds the question where it stands, on the board. */
export async function loader(args: Route.LoaderArgs) {
  await requireFiler(args, args.params.reference, 'read', 'whole')
  if (!args.context.get(refusedContext)) throw redirect(`/reports/${args.params.reference}`, 303)
  return { frame: frameOf(args, args.params.reference) }
}

export async function action(args: Route.ActionArgs) {
  const board = `/reports/${args.params.reference}`
  const holder = await requireFiler(args, args.params.reference, 'answer', 'whole')
  const form = await formOf(args.request)
  const opened = await readBoard(holder)
  const { report, questions, draft } = opened
  const words = wordsOf(report.language)
  const declined = textOf(form, 'decline')
  if (declined) {
    await declineQuestion(holder, declined, words('asking:consent.declined'))
    leaveFlash(args, 'declined')
    return redirect(board, 303)
  }
  const key = textOf(form, 'question')
  const [asked] = askedQuestions(questionMeant(questions, { key, items: itemsIn(form) }), opened)
  const { language } = args.context.get(visitContext)
  const inVain = asked && asked.about.length === 0 ? [] : typedInVain(form, opened, language, asked?.question.items)
  if (!asked) return inVain.length === 0 ? redirect(board, 303) : late(args, inVain)

  if (asked.about.length === 0) {
    const text = textOf(form, 'text')
    const wrong = await wrongWith(holder, text)
    if (wrong) return refuse(args, { asked, wrong, messages: [], typed: text, consents: [] })
    for (const { id } of asked.question.questions) await answerInWords(holder, id, text)
  } else {
    const { refused, about, answers, consents } = await readItems(asked, form, (told) =>
      itemsNaming(holder, draft.answers, told),
    )
    if (refused) return refuse(args, refused)
    if (mustWait(holder.actor)) {
      await saveAnswers(holder, { base: draft.version, items: Object.keys(answers), answers })
      const wished = await askToSend({ ...holder, actor: holder.actor })
      leaveFlash(args, wished ? 'sendingAsked' : 'nothingToAsk')
      return redirect(`/console/reports/${args.params.reference}`, 303)
    }
    const once = submissionKey(report.id, report.revisionNumber, JSON.stringify(answers))
    const unchanged = words('reporter:board.unchangedAnswer')
    const sent = await answerItems(holder, { key: once, answers, consents, unchanged })
    if (sent.kind === 'waits') {
      leaveFlash(args, 'answerWaits')
      return redirect(board, 303)
    }
    if (sent.kind === 'changed' || sent.kind === 'withdrawn')
      return refuse(args, { asked: { ...asked, about }, wrong: 'answerOvertaken', messages: [], typed: '', consents })
  }
  if (inVain.length > 0) return late(args, inVain)
  leaveFlash(args, 'answered')
  return redirect(board, 303)
}

function refuse({ context }: Route.ActionArgs, refused: Omit<Refused, 'kind'>) {
  context.set(refusedContext, true)
  return data({ kind: 'refused' as const, ...refused }, { status: 422 })
}

/** The question was answered or declined on another screen meanwhile: what was typed here is shown, and went nowhere. */
function late({ context }: Route.ActionArgs, typed: readonly TypedInVain[]) {
  context.set(refusedContext, true)
  return data({ kind: 'late' as const, typed }, { status: 409 })
}

/** An item that is left blank is not answered by this; all of them blank is no answer. */
async function readItems(asked: AskedQuestion, form: FormData, naming: (told: Answers) => Promise<ItemId[]>) {
  const { items } = asked.question
  const { answers, problems, typed } = parseAnswers(currentEdition, items, joinTimes(form, currentEdition, items))
  const consents = form.getAll('consent').map(String)
  const named = (await naming(answers)).map((item): Problem => ({ item, code: 'identifying' }))
  const messages = messagesOf([...problems, ...named])
  const empty = messages.length === 0 && Object.keys(answers).length === 0
  const about = asked.about.map(({ item }) => ({ item, values: typed }))
  const wrong = empty ? ('missingText' as const) : null
  const refused =
    empty || messages.length > 0 ? { asked: { ...asked, about }, wrong, messages, typed: '', consents } : null
  return { refused, about, answers, consents }
}

/** Seen only when an answer could not be taken: the same question again, with what was typed. */
export default function Questions({ loaderData, actionData }: Route.ComponentProps) {
  const { t, problem, problemOf } = useNames()
  const { frame } = loaderData
  const base = `/reports/${frame.reference}`
  if (!actionData) return null
  if (actionData.kind === 'late') {
    return (
      <ReportPage act="answer" frame={frame} title={t('board.lateTitle')} current="board" here={base}>
        <LateAnswer typed={actionData.typed} base={base} />
      </ReportPage>
    )
  }
  const { asked, wrong, typed, consents, messages } = actionData
  const shown = messages.map((one) => ({ id: one.id, message: problemOf(one), own: problem(one) }))
  if (wrong) {
    const message = t(`notices.${wrong}`, { max: messageLimit })
    shown.push({ id: fieldOf(asked), message, own: message })
  }
  return (
    <ReportPage act="answer" frame={frame} title={t('board.asksTitle', { count: 1 })} current="board" here={base}>
      <ErrorSummary problems={shown} />
      <QuestionForm
        asked={asked}
        errors={errorsBeside(shown)}
        typed={typed}
        consents={consents}
        action={`${base}/questions`}
      />
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}

const fieldOf = ({ about, question }: AskedQuestion): string => about[0]?.item.id ?? `answer-${question.key}`
