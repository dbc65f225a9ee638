/** What goes with the next report beside its answers: what changed and why, and why a deadline was missed. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Place, Tx } from '#db/context.ts'

import { touchDraft } from './drafts.server.ts'

/** As one recipient gets it, inside the delivery. */
export interface Cover {
  changes: string | null
  /** Only of the recipient's own deadlines. */
  late: readonly { clock: string; reason: string }[]
}

/** `changes`, or `late <recipient> <clock>`, and what was written. */
export type Covers = ReadonlyMap<string, string>

export const lateAbout = (recipient: string, clock: string): string => `late ${recipient} ${clock}`

/** What is written and not sent yet. */
export async function listCovers(tx: Tx, reportId: string): Promise<Covers> {
  const rows = await tx.sql<{ about: string; content: Buffer }[]>`
    select about, content from covers where report_id = ${reportId} order by about`
  if (rows.length === 0) return new Map()
  const key = await tx.reportKey(reportId)
  return new Map(rows.map(({ about, content }) => [about, key.unseal<string>(placeOf(reportId, about), content)]))
}

/** As it goes with this version of the draft; null when the draft is another one by now. */
export async function listCoversOf(tx: Tx, reportId: string, version: number): Promise<Covers | null> {
  const covers = await listCovers(tx, reportId)
  return (await isDraft(tx, reportId, version)) ? covers : null
}

/** Nobody writes beside the answers until this transaction ends; false when somebody has. */
export async function holdCovers(tx: Tx, reportId: string, version: number): Promise<boolean> {
  await inTurn(tx, `covers ${reportId}`)
  return isDraft(tx, reportId, version)
}

async function isDraft(tx: Tx, reportId: string, version: number): Promise<boolean> {
  const [draft] = await tx.sql<{ version: number }[]>`select version from drafts where report_id = ${reportId}`
  return draft?.version === version
}

/** An empty text takes it back. It is sent with the draft: whoever has looked at that looks again. */
export async function setCover(
  tx: Tx,
  { reportId, about, text, now }: { reportId: string; about: string; text: string; now: Date },
): Promise<void> {
  if ((await listCovers(tx, reportId)).get(about) === (text || undefined)) return
  await touchDraft(tx, reportId, now)
  await inTurn(tx, `covers ${reportId}`) // a sending takes away what it has read
  if (text === '') {
    await tx.sql`delete from covers where report_id = ${reportId} and about = ${about}`
    return
  }
  const content = (await tx.reportKey(reportId)).seal(placeOf(reportId, about), text)
  await tx.sql`
    insert into covers (report_id, about, content, written_at) values (${reportId}, ${about}, ${content}, ${now})
    on conflict (report_id, about) do update set content = excluded.content, written_at = excluded.written_at`
}

/** All that is written, told apart: what everybody gets, and each one's missed deadlines. */
export interface WholeCover {
  changes: string | null
  late: readonly { recipient: string; clock: string; reason: string }[]
}

export function wholeCover(covers: Covers): WholeCover {
  const late = [...covers].flatMap(([about, reason]) => {
    const [kind, recipient = '', clock = ''] = about.split(' ')
    return kind === 'late' ? [{ recipient, clock, reason }] : []
  })
  return { changes: covers.get('changes') ?? null, late }
}

/** The recipient's part of what is written; null when there is none. */
export function coverFor(covers: Covers, recipient: string): Cover | null {
  const { changes, late } = wholeCover(covers)
  const own = late.filter((each) => each.recipient === recipient).map(({ clock, reason }) => ({ clock, reason }))
  return changes === null && own.length === 0 ? null : { changes, late: own }
}

/** What is no longer waiting once these recipients have got their part. */
export const aboutsSentTo = (covers: Covers, recipients: readonly string[]): string[] =>
  [...covers.keys()].filter((about) => about === 'changes' || recipients.includes(about.split(' ')[1] ?? ''))

const placeOf = (reportId: string, about: string): Place => ({
  table: 'covers',
  row: `${reportId}/${about}`,
  column: 'content',
  tenant: reportId,
})
