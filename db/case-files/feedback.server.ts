/** What a recipient and the reporter say to each other. Rows are added and never changed, also by what takes a question back. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { DataKey, Place, Tx } from '#db/context.ts'
import { underOne } from '#db/mandates/mandates.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import type { Answer, ItemId } from '#forms/item.ts'

export type FeedbackKind =
  | 'acknowledgement'
  | 'question'
  | 'answer'
  | 'advice'
  | 'warning'
  | 'match'
  | 'closing'
  | 'reopening'
  | 'message'
  | 'retraction'

export interface FeedbackBody {
  text?: string
  /** The recipient's own number, in an acknowledgement. */
  number?: string
  /** In a closing. */
  reason?: string
  /** Traffic light of an advice. */
  tlp?: string
  /** Day by which an answer is wanted, YYYY-MM-DD in Japan. */
  due?: string
  /** The items of a question that is about several. */
  items?: readonly ItemId[]
  /** Of a warning to the public: the day it was issued, and its address or its name. */
  issued?: { on: string; url: string; reference: string }
  /** Answers that reach this body by the reporter's consent alone. */
  told?: readonly { item: ItemId; value: Answer }[]
  /** The vendor that said it for the reporter, to a body that may know. */
  by?: string
}

export interface Feedback {
  id: string
  reportId: string
  caseFileId: string
  recipient: string
  kind: FeedbackKind
  from: 'recipient' | 'reporter'
  item: ItemId | null
  body: FeedbackBody
  sentAt: Date
  /** Who wrote it, for colleagues; the reporter is shown the body only. */
  officerId: string | null
  /** The program that wrote it for its body. */
  clientId: string | null
  /** Under which a vendor said it for the reporter. */
  mandateId: string | null
  answered: { at: Date; revisionNumber: number | null; feedbackId: string | null } | null
  /** When whoever asked took the question back; then nothing answers it. */
  retractedAt: Date | null
}

export interface NewFeedback {
  caseFileId: string
  reportId: string
  recipient: string
  kind: FeedbackKind
  item?: ItemId
  /** Of a question: those of the form that all its items lie in. */
  sections?: readonly string[]
  body: FeedbackBody
  /** The question that this answers. */
  answers?: string
  now: Date
}

/** Returns its id. Officers and programs of a body speak for it, everybody else for the reporter; row security checks it. */
export async function insertFeedback(tx: Tx, feedback: NewFeedback): Promise<string> {
  const { caseFileId, reportId, recipient, kind, item = null, sections = null, body, answers, now } = feedback
  const id = newId()
  const { actor } = tx
  const officerId = actor.kind === 'officer' ? actor.officerId : null
  const clientId = actor.kind === 'machine' && actor.recipient ? actor.clientId : null
  const mandateId = actor.kind === 'vendor' ? underOne(actor) : null
  const side = officerId || clientId ? 'recipient' : 'reporter'
  const content = (await tx.reportKey(reportId)).seal(placeOf(id, recipient), body)
  await tx.sql`
    insert into feedback (id, report_id, case_file_id, recipient, kind, side, item, sections, content, officer_id, client_id,
      mandate_id, sent_at)
    values (${id}, ${reportId}, ${caseFileId}, ${recipient}, ${kind}, ${side}, ${item}, ${sections as string[] | null},
      ${content}, ${officerId}, ${clientId}, ${mandateId}, ${now})`
  if (answers) {
    await tx.sql`
      insert into question_answers (question_id, report_id, recipient, feedback_id, answered_at)
      values (${answers}, ${reportId}, ${recipient}, ${id}, ${now}) on conflict (question_id) do nothing`
  }
  if (side === 'reporter') await announceAnswer(tx, caseFileId)
  return id
}

async function announceAnswer(tx: Tx, caseFileId: string): Promise<void> {
  const [file] = await tx.sql<{ recipient: string; prefecture: string | null }[]>`
    select recipient, prefecture from case_files where id = ${caseFileId}`
  if (file) tx.announce({ ...file, caseFileId, kind: 'answer' })
}

/** A question that is to be answered still. */
export const isOpen = ({ kind, answered, retractedAt }: Pick<Feedback, 'kind' | 'answered' | 'retractedAt'>): boolean =>
  kind === 'question' && !answered && !retractedAt

/**
 * Of these questions those that wait for an answer still. Nobody else answers them or takes them back until the transaction
 * ends: of two who do so at once the second says nothing.
 */
export async function holdOpen(tx: Tx, asked: readonly Feedback[]): Promise<Feedback[]> {
  if (asked.length === 0) return []
  const ids = asked.map(({ id }) => id).toSorted() // two who hold several wait for each other in one order
  for (const id of ids) await inTurn(tx, `question ${id}`)
  const ended = await tx.sql<{ id: string }[]>`
    select question_id as id from question_answers where question_id in ${tx.sql(ids)}`
  return asked.filter((question) => !ended.some(({ id }) => id === question.id))
}

/** As who asked: ends the question by saying why. False when an answer was there first. */
export async function retractQuestion(tx: Tx, question: Feedback, text: string, now: Date): Promise<boolean> {
  const { id, caseFileId, reportId, recipient, item, body } = question
  if ((await holdOpen(tx, [question])).length === 0) return false
  const about = { ...(item ? { item } : {}), body: { text, ...(body.items ? { items: body.items } : {}) } }
  const said = await insertFeedback(tx, { caseFileId, reportId, recipient, kind: 'retraction', ...about, now })
  const ended = await tx.sql`
    insert into question_answers (question_id, report_id, recipient, feedback_id, answered_at)
    values (${id}, ${reportId}, ${recipient}, ${said}, ${now}) on conflict (question_id) do nothing returning question_id`
  return ended.length > 0
}

interface SealedFeedback extends Omit<Feedback, 'body' | 'answered' | 'retractedAt'> {
  content: Buffer
  answeredAt: Date | null
  answeredByRevision: number | null
  answeredByFeedback: string | null
  retracted: boolean | null
}

/** The threads of a report that the actor may see, oldest first; one thread when the recipient is named. */
export async function listFeedback(tx: Tx, reportId: string, recipient?: string): Promise<Feedback[]> {
  const { sql } = tx
  const rows = await sql<SealedFeedback[]>`
    select f.id, f.report_id, f.case_file_id, f.recipient, f.kind, f.side as from, f.item, f.content, f.sent_at,
      f.officer_id, f.client_id, f.mandate_id, a.answered_at, a.revision_number as answered_by_revision,
      a.feedback_id as answered_by_feedback, r.kind = 'retraction' as retracted
    from feedback f left join question_answers a on a.question_id = f.id left join feedback r on r.id = a.feedback_id
    where f.report_id = ${reportId} ${recipient ? sql`and f.recipient = ${recipient}` : sql``}
    order by f.sent_at, f.id`
  if (rows.length === 0) return []
  const key = await tx.reportKey(reportId)
  return rows.map(({ content, answeredAt, answeredByRevision, answeredByFeedback, retracted, ...row }) => ({
    ...row,
    body: key.unseal<FeedbackBody>(placeOf(row.id, row.recipient), content),
    answered:
      answeredAt && !retracted
        ? { at: answeredAt, revisionNumber: answeredByRevision, feedbackId: answeredByFeedback }
        : null,
    retractedAt: retracted ? answeredAt : null,
  }))
}

/** The number that a body gave each of these cases last, by case file. */
export async function listOwnNumbers(tx: Tx, caseFileIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const given = await listNumbers(tx, caseFileIds)
  return new Map(given.map(({ caseFileId, number }) => [caseFileId, number]))
}

/** Every number that a body gave each of these cases, the oldest first. */
export async function listNumbers(
  tx: Tx,
  caseFileIds: readonly string[],
): Promise<{ caseFileId: string; number: string }[]> {
  if (caseFileIds.length === 0) return []
  const rows = await tx.sql<Pick<SealedFeedback, 'id' | 'reportId' | 'caseFileId' | 'recipient' | 'content'>[]>`
    select id, report_id, case_file_id, recipient, content from feedback
    where case_file_id in ${tx.sql(caseFileIds)} and kind = 'acknowledgement' order by sent_at, id`
  const keys = await tx.reportKeys([...new Set(rows.map(({ reportId }) => reportId))])
  return rows.flatMap((row) => {
    const key = keys.get(row.reportId)
    const number = key && bodyIn(key, row).number
    return number ? [{ caseFileId: row.caseFileId, number }] : []
  })
}

/** Questions of all recipients that nothing has answered yet. */
export async function listOpenQuestions(tx: Tx, reportId: string): Promise<Feedback[]> {
  const all = await listFeedback(tx, reportId)
  return all.filter(isOpen)
}

/** What a question is about: nothing in particular, one item, or several. */
export const itemsAsked = ({ item, body }: Pick<Feedback, 'item' | 'body'>): readonly ItemId[] =>
  item === null ? (body.items ?? []) : [item]

/** As a body: how many questions of all bodies wait for the reporter; it sees no more of them than its own. */
export async function countOpenQuestions(tx: Tx, reportId: string): Promise<number> {
  const [row] = await tx.sql<{ count: number }[]>`select open_questions(${reportId}) as count`
  return row?.count ?? 0
}

/** What somebody said, opened with the key of its report. */
export const bodyIn = (key: DataKey, row: { id: string; recipient: string; content: Buffer }): FeedbackBody =>
  key.unseal<FeedbackBody>(placeOf(row.id, row.recipient), row.content)

const placeOf = (id: string, recipient: string): Place => ({
  table: 'feedback',
  row: id,
  column: 'content',
  tenant: recipient,
})
