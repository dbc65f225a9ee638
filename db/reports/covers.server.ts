/** What goes with the next report beside its answers: what changed and why, and why a deadline was missed. */
import type { Place, Tx } from '#db/context.ts'

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

/** An empty text takes it back. */
export async function setCover(
  tx: Tx,
  { reportId, about, text, now }: { reportId: string; about: string; text: string; now: Date },
): Promise<void> {
  if (text === '') {
    await tx.sql`delete from covers where report_id = ${reportId} and about = ${about}`
    return
  }
  const content = (await tx.reportKey(reportId)).seal(placeOf(reportId, about), text)
  await tx.sql`
    insert into covers (report_id, about, content, written_at) values (${reportId}, ${about}, ${content}, ${now})
    on conflict (report_id, about) do update set content = excluded.content, written_at = excluded.written_at`
}

/** The recipient's part of what is written; null when there is none. */
export function coverFor(covers: Covers, recipient: string): Cover | null {
  const late = [...covers].flatMap(([about, reason]) => {
    const [, to, clock = ''] = about.split(' ')
    return to === recipient ? [{ clock, reason }] : []
  })
  const changes = covers.get('changes') ?? null
  return changes === null && late.length === 0 ? null : { changes, late }
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
