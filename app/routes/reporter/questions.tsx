import { createContext, data, redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { answerInWords, declineQuestion } from '#app/feedback/answer-in-words.server.ts'
import { answerItems, itemsNaming } from '#app/feedback/answer-question.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { askToAnswer } from '#app/mandates/ask-to-answer.server.ts'
import { mustWait } from '#app/mandates/decide-sending.server.ts'
import { isLimited } from '#app/reports/authority.ts'
import { LateAnswer } from '#app/reports/board/late-answer.tsx'
import { questionMeant } from '#app/reports/board/merge-questions.ts'
import { messageLimit } from '#app/reports/board/message-limit.ts'
import { QuestionForm, type AskedQuestion } from '#app/reports/board/question-form.tsx'
import { readQuestions } from '#app/reports/board/read-questions.server.ts'
import { asText, itemsIn, typedInVain, type TypedInVain } from '#app/reports/board/typed-in-vain.server.ts'
import { errorsBeside, messagesOf, type FieldMessage } from '#app/reports/form/field-messages.ts'
import { joinTimes } from '#app/reports/form/filled-fields.ts'
import { wrongWith } from '#app/reports/form/wrong-with.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { submissionKey } from '#app/reports/sending/submit-report.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import type { Filer } from '#db/context.ts'
import { parseAnswers, type Problem } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId } from '#forms/item.ts'

import type { Route } from './+types/questions'

/** An answer that could not be taken: the question with what was typed, and what is wrong. */
interface Refused {
  kind: 'refused'
  asked: AskedQuestion
  wrong: 'missingText' | 'longText' | 'identifying' | 'answerOvertaken' | 'answerInWords' | null
  messages: readonly FieldMessage[]
  typed: string
  consents: readonly string[]
}

const refusedContext = createContext(false)

/** Whoever comes back to this address later finds the question where it stands, on the board. */
export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const { actor } = await requireFiler(args, reference, 'read', 'sections')
  if (!args.context.get(refusedContext)) throw redirect(whereAsked(actor, reference), 303)
  return { frame: frameOf(args, reference), limited: isLimited(actor), base: whereAsked(actor, reference) }
}

export async function action(args: Route.ActionArgs) {
  const holder = await requireFiler(args, args.params.reference, 'answer', 'sections')
  const board = whereAsked(holder.actor, args.params.reference)
  const form = await formOf(args.request)
  const opened = await readQuestions(holder)
  const { report, draft } = opened
  const words = wordsOf(report.language)
  const declined = textOf(form, 'decline')
  if (declined) {
    await declineQuestion(holder, declined, words('asking:consent.declined'))
    leaveFlash(args, 'declined')
    return redirect(board, 303)
  }
  const key = textOf(form, 'question')
  const [asked] = opened.asked(questionMeant(opened.open, { key, items: itemsIn(form) }))
  const { language } = args.context.get(visitContext)
  const inVain = asked && asked.about.length === 0 ? [] : typedInVain(form, opened, language, asked?.question.items)
  if (!asked) return inVain.length === 0 ? redirect(board, 303) : late(args, inVain)

  if (asked.about.length === 0) {
    const text = textOf(form, 'text')
    const begun = text === '' ? asText(typedInVain(form, opened, language), language) : ''
    const wrong = begun ? 'answerInWords' : await wrongWith(holder, text)
    if (wrong) return refuse(args, { asked, wrong, messages: [], typed: text || begun, consents: [] })
    for (const { id } of asked.question.questions) await answerInWords(holder, id, text)
  } else {
    const { refused, about, answers, consents } = await readItems(asked, form, (told) =>
      itemsNaming(holder, draft.answers, told),
    )
    if (refused) return refuse(args, refused)
    if (mustWait(holder.actor)) {
      const wished = await askToAnswer({ ...holder, actor: holder.actor }, { answers })
      leaveFlash(args, wished ? 'sendingAsked' : 'nothingToAsk')
      return redirect(`/console/reports/${args.params.reference}`, 303)
    }
    const once = submissionKey(report.id, report.revisionNumber, JSON.stringify(answers))
    const unchanged = words('reporter:board.unchangedAnswer')
    const sent = await answerItems(holder, { key: once, revision: report.revisionNumber, answers, consents, unchanged })
    if (sent.kind === 'waits') {
      leaveFlash(args, 'answerWaits')
      return redirect(board, 303)
    }
    if (sent.kind === 'changed' || sent.kind === 'withdrawn')
      return refuse(args, { asked: { ...asked, about }, wrong: 'answerOvertaken', messages: [], typed: '', consents })
    if (!sent.reaches && inVain.length === 0) {
      leaveFlash(args, 'answerKept')
      return redirect(board, 303)
    }
  }
  if (inVain.length > 0) return late(args, inVain)
  leaveFlash(args, 'answered')
  return redirect(board, 303)
}

/** Where the questions stand for whoever answers them. */
const whereAsked = (actor: Filer, reference: string): string =>
  isLimited(actor) ? `/console/reports/${reference}` : `/reports/${reference}`

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
  const { t, question, problem, problemOf } = useNames()
  const { frame, limited, base } = loaderData
  const here = `/reports/${frame.reference}/questions`
  if (!actionData) return null
  if (actionData.kind === 'late') {
    return (
      <ReportPage act="answer" frame={frame} title={t('board.lateTitle')} current="board" here={base} limited={limited}>
        <LateAnswer typed={actionData.typed} base={base} limited={limited} />
      </ReportPage>
    )
  }
  const { asked, wrong, typed, consents, messages } = actionData
  const shown = messages.map((one) => ({ id: one.id, message: problemOf(one), own: problem(one) }))
  if (wrong) {
    const missing = wrong === 'missingText'
    const own = t(`notices.${missing ? missingIn(asked) : wrong}`, { max: messageLimit })
    const [one, ...more] = asked.about
    const isNamed = missing && one && more.length === 0
    const message = isNamed ? t('problems.about', { item: question(one.item.id), message: own }) : own
    shown.push({ id: fieldOf(asked), message, own })
  }
  return (
    <ReportPage
      act="answer"
      frame={frame}
      title={t('board.asksTitle', { count: asked.question.questions.length })}
      current="board"
      here={base}
      limited={limited}
    >
      <ErrorSummary problems={shown} />
      <QuestionForm asked={asked} errors={errorsBeside(shown)} typed={typed} consents={consents} action={here} />
      <p>
        <a href={base}>{t(limited ? 'board.backToConsole' : 'board.back')}</a>
      </p>
    </ReportPage>
  )
}

/** What is to be written: words, one answer, or one of several. */
function missingIn({ about: [one, ...more] }: AskedQuestion): 'missingReply' | 'missingAnswer' | 'missingAnswers' {
  if (more.length > 0) return 'missingAnswers'
  return one?.item.mayBeUnknown ? 'missingAnswer' : 'missingReply'
}

const fieldOf = ({ about, question }: AskedQuestion): string => about[0]?.item.id ?? `answer-${question.key}`
