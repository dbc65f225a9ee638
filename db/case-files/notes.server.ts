/** Internal notes: under the key of the body's case file, out of reach of the reporter's side. */
import { inTurn } from '#db/connections/in-turn.server.ts'
import type { Place, Tx } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { justNow } from '#db/reports/said-just-now.server.ts'
import { sealOfCase, unsealOfCase } from '#db/sealing/case-keys.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export interface Note {
  id: string
  officerId: string
  name: string
  text: string
  writtenAt: Date
}

export async function insertNote(tx: Tx, note: { caseFileId: string; text: string; now: Date }): Promise<string> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const { recipient, officerId } = tx.actor
  const id = newId()
  const content = await sealOfCase(tx, note.caseFileId, placeOf(id, recipient), note.text)
  await tx.sql`
    insert into notes (id, case_file_id, recipient, officer_id, content, written_at)
    values (${id}, ${note.caseFileId}, ${recipient}, ${officerId}, ${content}, ${note.now})`
  return id
}

/** Did the same officer write exactly this here a moment ago? The second of two clicks waits for the first. */
export async function notedJustNow(tx: Tx, { caseFileId, text, now }: { caseFileId: string; text: string; now: Date }) {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const { recipient, officerId } = tx.actor
  await inTurn(tx, `noted ${caseFileId}`)
  const rows = await tx.sql<{ id: string; content: Buffer }[]>`
    select id, content from notes where case_file_id = ${caseFileId} and officer_id = ${officerId}
      and written_at > ${new Date(now.getTime() - justNow)}`
  const texts = await Promise.all(
    rows.map(({ id, content }) => unsealOfCase<string>(tx, caseFileId, placeOf(id, recipient), content)),
  )
  return texts.includes(text)
}

/** Oldest first. */
export async function listNotes(tx: Tx, caseFileId: string): Promise<Note[]> {
  const rows = await tx.sql<(Omit<Note, 'text'> & { content: Buffer; recipient: string })[]>`
    select n.id, n.officer_id, o.name, n.content, n.recipient, n.written_at
    from notes n join officers o on o.id = n.officer_id
    where n.case_file_id = ${caseFileId} order by n.written_at, n.id`
  return Promise.all(
    rows.map(async ({ content, recipient, ...row }) => {
      return { ...row, text: await unsealOfCase<string>(tx, caseFileId, placeOf(row.id, recipient), content) }
    }),
  )
}

const placeOf = (id: string, recipient: string): Place => ({
  table: 'notes',
  row: id,
  column: 'content',
  tenant: recipient,
})
