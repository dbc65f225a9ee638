/** "Please ask only what cannot wait": a pause that a reporter, or the coordination centre for the reporter, asks for. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Place, Tx } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export type HoldSide = 'reporter' | 'coordination'
export type HoldReason = 'containment' | 'evidence' | 'recovery' | 'people'

export interface Hold {
  id: string
  side: HoldSide
  reason: HoldReason
  setAt: Date
  until: Date
  /** What the reporter added in words, for a recipient that may read them; null for others. */
  words: string | null
}

export interface NewHold {
  reportId: string
  reason: HoldReason
  until: Date
  /** For whom the words are; the others are shown the reason alone. */
  words: { text: string; recipients: readonly string[] } | null
  now: Date
}

/** Those that run, the reporter's first. An officer is given the words that are for the officer's body. */
export async function listHolds(tx: Tx, reportId: string, now: Date): Promise<Hold[]> {
  const rows = await tx.sql<(Omit<Hold, 'words'> & { recipient: string | null; content: Buffer | null })[]>`
    select h.id, h.side, h.reason, h.set_at, h.until, w.recipient, w.content
    from holds h left join lateral
      (select w.recipient, w.content from hold_words w where w.hold_id = h.id order by w.recipient limit 1) w on true
    where h.report_id = ${reportId} and h.lifted_at is null and h.until > ${now} order by h.side desc`
  if (rows.length === 0) return []
  const key = await tx.reportKey(reportId)
  return rows.map(({ recipient, content, ...hold }) => ({
    ...hold,
    words: recipient && content ? key.unseal<string>(wordsPlace(hold.id, recipient), content) : null,
  }))
}

/** One for each side: a new one takes the place of the one before. An officer's is the coordination centre's. */
export async function insertHold(tx: Tx, { reportId, reason, until, words, now }: NewHold): Promise<string> {
  const side: HoldSide = tx.actor.kind === 'officer' ? 'coordination' : 'reporter'
  const id = newId()
  await inTurn(tx, `pause ${reportId} ${side}`) // a button that is pressed twice asks twice
  await liftHolds(tx, reportId, side, now)
  await tx.sql`
    insert into holds (id, report_id, side, reason, set_at, until)
    values (${id}, ${reportId}, ${side}, ${reason}, ${now}, ${until})`
  if (!words) return id
  const key = await tx.reportKey(reportId)
  for (const recipient of words.recipients) {
    const content = key.seal(wordsPlace(id, recipient), words.text)
    await tx.sql`
      insert into hold_words (hold_id, report_id, recipient, content) values (${id}, ${reportId}, ${recipient}, ${content})`
  }
  return id
}

/** False when none of that side was set. */
export async function liftHolds(tx: Tx, reportId: string, side: HoldSide, now: Date): Promise<boolean> {
  const lifted = await tx.sql`
    update holds set lifted_at = ${now} where report_id = ${reportId} and side = ${side} and lifted_at is null returning id`
  return lifted.length > 0
}

const wordsPlace = (holdId: string, recipient: string): Place => ({
  table: 'hold_words',
  row: holdId,
  column: 'content',
  tenant: recipient,
})
