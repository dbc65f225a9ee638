/** A body's own words for what it often asks, advises or closes with, in both languages. */
import type { Place, Tx } from '#db/context.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { newId } from '#db/sealing/secrets.server.ts'

export type TemplateKind = 'question' | 'advice' | 'closing'

export interface TemplateWords {
  name: string
  text: string
}

/** A language that has no text is not offered. */
export interface TemplateContent {
  ja: TemplateWords
  en: TemplateWords
}

export interface Template extends TemplateContent {
  id: string
  kind: TemplateKind
  writtenAt: Date
  retiredAt: Date | null
}

/** The body's templates in use, and those retired when asked for; by kind, the oldest first. */
export async function listTemplates(tx: Tx, { retired = false } = {}): Promise<Template[]> {
  if (tx.actor.kind !== 'officer') return []
  const { recipient } = tx.actor
  const { sql } = tx
  const rows = await sql<(Omit<Template, 'ja' | 'en'> & { content: Buffer })[]>`
    select id, kind, content, written_at, retired_at from templates
    where recipient = ${recipient} ${retired ? sql`` : sql`and retired_at is null`}
    order by kind desc, id`
  if (rows.length === 0) return []
  const key = await tx.recipientKey(recipient)
  return rows.map(({ content, ...row }) => ({
    ...row,
    ...key.unseal<TemplateContent>(placeOf(row.id, recipient), content),
  }))
}

export async function insertTemplate(
  tx: Tx,
  { kind, content, now }: { kind: TemplateKind; content: TemplateContent; now: Date },
): Promise<string> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const { recipient, officerId } = tx.actor
  const id = newId()
  const sealed = (await tx.recipientKey(recipient)).seal(placeOf(id, recipient), content)
  await tx.sql`
    insert into templates (id, recipient, kind, content, officer_id, written_at)
    values (${id}, ${recipient}, ${kind}, ${sealed}, ${officerId}, ${now})`
  return id
}

/** False when there is none with this id. What was written with it stays as it is. */
export async function changeTemplate(tx: Tx, id: string, content: TemplateContent, now: Date): Promise<boolean> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const { recipient, officerId } = tx.actor
  const sealed = (await tx.recipientKey(recipient)).seal(placeOf(id, recipient), content)
  const changed = await tx.sql`
    update templates set content = ${sealed}, officer_id = ${officerId}, written_at = ${now} where id = ${id} returning id`
  return changed.length > 0
}

/** Takes it out of the choice; null puts it back. */
export async function retireTemplate(tx: Tx, id: string, retiredAt: Date | null): Promise<boolean> {
  if (tx.actor.kind !== 'officer') throw new StoreRefusal('notFound')
  const changed = await tx.sql`
    update templates set retired_at = ${retiredAt}, officer_id = ${tx.actor.officerId} where id = ${id} returning id`
  return changed.length > 0
}

const placeOf = (id: string, recipient: string): Place => ({
  table: 'templates',
  row: id,
  column: 'content',
  tenant: recipient,
})
