import { Refusal } from '#app/http/refusal.ts'
import { changeDraft } from '#app/reports/form/save-answers.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Filer, Tx } from '#db/context.ts'
import { deleteFile, findFile, isDelivered, markStored, type FileRow } from '#db/files/files.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { fileItems, filesIn, type FileEntry } from '#forms/files.ts'
import type { Answers, ItemId } from '#forms/item.ts'

import { mayTakeOut, requireAttaching, underIn } from './attaching.server.ts'
import type { Scanned } from './clamd.server.ts'
import { typeOf } from './content-type.server.ts'
import { digestsOf } from './inspect.server.ts'
import { readWhole } from './read-parts.server.ts'
import type { Shelf } from './shelf.server.ts'
import { inspectionOf } from './take-part.server.ts'
import { tracesIn } from './traces.server.ts'

/** All of it has arrived: from here on it is a file of the report, and the draft says so, in one transaction. */
export async function finishFile(context: Context<Filer>, shelf: Shelf, row: FileRow): Promise<FileEntry> {
  const { now } = context
  const inspection = await inspectionOf(shelf, row)
  const { bytes, head } = inspection
  const { lane, name, item } = row.content
  const whole = { ...row, bytes }
  const type = await typeOf(head, lane)
  const scanned = await scan(shelf, whole)
  const entry: FileEntry = { id: row.id, name, lane, bytes, type, ...digestsOf(inspection), ...scanned }
  const traces = lane === 'sample' ? [] : tracesIn(type, inspection)
  const content = { ...row.content, entry, traces }
  await changeDraft(context, async (tx, { answers }) => {
    if (!(await markStored(tx, { ...whole, content }, now))) throw new Refusal('conflict')
    const details = { ...underIn(context.actor), item, bytes, lane, sha256: entry.sha256 }
    await recordAudit(tx, { reportId: row.reportId, did: 'file.uploaded', subject: row.id, details, now })
    return withEntries(answers, item, (entries) => [...entries, entry])
  })
  shelf.seen.delete(row.id)
  return entry
}

/** Samples are malware by their nature: nobody looks into them on the way. */
function scan({ scanner, store }: Shelf, row: FileRow): Scanned | Promise<Scanned> {
  if (row.content.lane === 'sample') return { scan: 'not-done' }
  return scanner ? scanner(row.bytes, readWhole(store, row)) : { scan: 'off' }
}

/**
 * Takes a file out of the report. What no body ever got is gone for good, key and bytes; what was sent stays with those
 * who have it, and is no part of the next revision.
 */
export async function removeFile(context: Context<Filer>, { store }: Shelf, id: string): Promise<void> {
  const { actor, now } = context
  await changeDraft(context, async (tx, { answers }) => {
    requireAttaching(actor)
    const item = [...fileItems(currentEdition)].find(([, files]) =>
      filesIn(answers, files).some((one) => one.id === id),
    )
    if (!item) throw new Refusal('notFound')
    if (actor.kind === 'vendor') await requireOwn(tx, actor, id)
    const destroyed = !(await isDelivered(tx, id)) && (await destroy(tx, store, id))
    const details = { ...underIn(actor), item: item[0], destroyed }
    await recordAudit(tx, { reportId: actor.reportId, did: 'file.removed', subject: id, details, now })
    return withEntries(answers, item[0], (entries) => entries.filter((one) => one.id !== id))
  })
}

async function requireOwn(tx: Tx, actor: Filer, id: string): Promise<void> {
  const row = await findFile(tx, id)
  if (!row || !mayTakeOut(actor, row)) throw new Refusal('forbidden')
}

/** Without its row a file has no key; bytes that could not be removed after that are swept up later. */
async function destroy(tx: Tx, store: Shelf['store'], id: string): Promise<boolean> {
  tx.afterCommit(() => store.remove(id))
  return deleteFile(tx, id)
}

/** What the item that lists the files says from now on; nothing at all once the last one is gone. */
function withEntries(answers: Answers, item: ItemId, change: (entries: FileEntry[]) => FileEntry[]) {
  const files = fileItems(currentEdition).get(item) ?? ''
  const entries = change(filesIn(answers, files))
  return { items: [files], answers: entries.length > 0 ? { [files]: entries } : {} }
}
