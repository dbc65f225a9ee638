import { Refusal } from '#app/http/refusal.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import type { Context, Filer } from '#db/context.ts'
import {
  findDelivery,
  readProjection,
  type DeliveryContent,
  type DeliveryLine,
} from '#db/submissions/deliveries.server.ts'
import { documentOf, type DocumentPage } from '#forms/document.ts'

export interface SentDelivery extends DeliveryContent {
  line: DeliveryLine
}

/** One delivery as its recipient got it. Row security decides whose it is; the report in the address must be its own. */
export async function getSentDelivery({ db, actor }: Context<Filer>, id: string): Promise<SentDelivery> {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new Refusal('notFound')
  return db.transaction(async (tx) => {
    const line = await findDelivery(tx, id)
    if (!line || line.reportId !== actor.reportId) throw new Refusal('notFound')
    return { line, ...(await readProjection(tx, line)) }
  })
}

export function pageOf(sent: SentDelivery, language: Language): DocumentPage {
  return documentOf(sent.projection, documentWords(language), { ...sendingOf(sent), cover: sent.cover })
}

/**
 * For programs: how it was sent, and what, as it was sealed. The digest is the SHA-256 of the canonical JSON of
 * `projection`, or of `{ cover, projection }` when there is a cover.
 */
export const jsonOf = (sent: SentDelivery) => ({
  sending: sendingOf(sent),
  projection: sent.projection,
  changes: sent.changes,
  ...(sent.cover ? { cover: sent.cover } : {}),
})

function sendingOf({ line }: SentDelivery) {
  const { reference, revisionNumber, sentAt, digest, handed } = line
  return {
    reference,
    revision: revisionNumber,
    sentAt: sentAt.toISOString(),
    digest: digest.toString('hex'),
    ...(handed ? { handed } : {}),
  }
}
