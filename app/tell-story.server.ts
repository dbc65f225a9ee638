import { createHash } from 'node:crypto'

import { assessCase } from '#app/case-files/acts/assess.server.ts'
import { claimCase } from '#app/case-files/acts/claim.server.ts'
import { closeCase } from '#app/case-files/acts/close.server.ts'
import { labelCase } from '#app/case-files/acts/label.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { answerInWords } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { askForHold } from '#app/feedback/hold.server.ts'
import { judge } from '#app/feedback/judge.server.ts'
import type { Shelf } from '#app/files/shelf.server.ts'
import { judged } from '#app/reports/board/judged.ts'
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { submitReport } from '#app/reports/sending/submit-report.server.ts'
import { startReport, type StartedReport } from '#app/reports/start-report.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import { itemsAsked, listFeedback, listOpenQuestions } from '#db/case-files/feedback.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Actor, Context, Holder, Officer } from '#db/context.ts'
import { checkAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'

import { attachFiles } from './demo-files.server.ts'
import { demoOfficers } from './demo/people.ts'
import { storyClock, type Act, type DemoOfficerId, type Story, type StoryClock } from './demo/story.ts'

/** Where and when a story is told. */
interface Stage {
  database: Database
  now: Date
  clock: StoryClock
}

/** Tells one story through the verbs that everybody uses, each at its own time; returns what the filer would hold. */
export async function tellStory(
  database: Database,
  story: Story,
  now: Date,
  shelf: Shelf | null = null,
): Promise<StartedReport> {
  const stage: Stage = { database, now, clock: storyClock(now) }
  const report = await startReport(at(stage, { kind: 'anyone' }, story.filedHoursAgo + 0.5), story.language)
  const holder: Holder = { kind: 'holder', reportId: report.id }
  if (shelf && story.files)
    await attachFiles(at(stage, holder, story.filedHoursAgo + 0.1), shelf, story.files(stage.clock))
  await send(at(stage, holder, story.filedHoursAgo), story.answers(stage.clock))
  for (const act of story.acts.toSorted((a, b) => b.hoursAgo - a.hoursAgo)) await perform(stage, holder, act)
  return report
}

function at<A extends Actor>({ database, now }: Stage, actor: A, hoursAgo: number): Context<A> {
  return { db: database.as(actor), actor, now: new Date(now.getTime() - hoursAgo * 3_600_000) }
}

async function send(context: Context<Holder>, told: Answers): Promise<void> {
  const { answers } = checkAnswers(currentEdition, told) // as the form would keep them
  const { version } = await context.db.transaction((tx) => getDraft(tx, context.actor.reportId))
  const { draft } = await saveAnswers(context, { base: version, items: Object.keys(answers), answers })
  const key = keyOf(`${context.actor.reportId} ${draft.version}`)
  const sent = await submitReport(context, { key, version: draft.version })
  if (sent.kind !== 'sent') throw new Error(`A story of the demo could not be sent: ${sent.kind}`)
}

async function perform(stage: Stage, holder: Holder, act: Act): Promise<void> {
  if (act.by === 'reporter') return performAsReporter(at(stage, holder, act.hoursAgo), act, stage.clock)
  const officer = demoOfficerOf(act.by)
  const context = at(stage, officer, act.hoursAgo)
  const file = await context.db.transaction((tx) => findCaseFileOfReport(tx, holder.reportId, officer.recipient))
  if (!file) throw new Error(`${act.by} has no case file of this story`)
  const newest = (await readCase(context, file.id)).deliveries.at(-1)
  if (newest) await openDelivery(context, newest.line)
  const result = await performAsOfficer(context, file.id, act, stage.clock)
  if (result && 'problems' in result) throw new Error(`${act.by} could not ${act.does}: ${result.problems[0]?.code}`)
}

type OfficerAct = Exclude<Act, { by: 'reporter' }>
type ReporterAct = Extract<Act, { by: 'reporter' }>

function performAsOfficer(context: Context<Officer>, id: string, act: OfficerAct, clock: StoryClock) {
  switch (act.does) {
    case 'open':
      return null
    case 'claim':
      return claimCase(context, id)
    case 'acknowledge':
      return acknowledge(context, id, { number: act.number, text: act.text ?? '' })
    case 'ask':
      return ask(context, id, {
        items: act.item ? [act.item] : [],
        text: act.text,
        due: act.dueDay === undefined ? null : clock.day(act.dueDay),
      })
    case 'advise':
      return advise(context, id, act)
    case 'note':
      return writeNote(context, id, act.text)
    case 'label':
      return labelCase(context, id, act.label)
    case 'assess':
      return assessCase(context, id, act)
    case 'close':
      return closeCase(context, id, act)
  }
}

async function performAsReporter(context: Context<Holder>, act: ReporterAct, clock: StoryClock): Promise<void> {
  if (act.does === 'follow-up') return send(context, act.answers(clock))
  if (act.does === 'answer') {
    const { item, value } = act
    const key = keyOf(`${context.actor.reportId} ${item}`)
    await answerItems(context, { key, answers: { [item]: value }, consents: [], unchanged: '' })
    return
  }
  if (act.does === 'hold') return putOff(context, act)
  if (act.does === 'judge') return judgeAll(context, act)
  const open = await context.db.transaction((tx) => listOpenQuestions(tx, context.actor.reportId))
  const general = open.find((question) => itemsAsked(question).length === 0)
  if (general) await answerInWords(context, general.id, act.text)
}

async function putOff(context: Context<Holder>, { reason, hours, text }: Extract<ReporterAct, { does: 'hold' }>) {
  const problems = await askForHold(context, { reason, hours: String(hours), text })
  if (problems.length > 0) throw new Error(`A story of the demo could not ask for a pause: ${problems[0]?.code}`)
}

async function judgeAll(context: Context<Holder>, { of, useful }: Extract<ReporterAct, { does: 'judge' }>) {
  const said = await context.db.transaction((tx) => listFeedback(tx, context.actor.reportId, of))
  for (const { id, kind } of said) if (judged.has(kind)) await judge(context, id, useful)
}

export function demoOfficerOf(id: DemoOfficerId): Officer {
  const found = demoOfficers.find((officer) => officer.id === id)
  if (!found) throw new Error(`Nobody in the demo is called ${id}`)
  const { officerId, name, recipient, prefecture = null } = found
  return { kind: 'officer', officerId, name, recipient, prefecture, role: 'officer' }
}

const keyOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
