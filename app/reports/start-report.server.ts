import type { Language } from '#app/i18n/language.ts'
import type { Anyone, Context } from '#db/context.ts'
import { startReport as insertReport } from '#db/reports/reports.server.ts'
import { hashSecret, newId, newSecret } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'

export interface StartedReport {
  id: string
  reference: string
  /** Known to the filer alone from here on: only its slow hash is kept. */
  secret: string
}

/** Opens an empty report for somebody without an account. Reference and secret are all it takes to come back. */
export async function startReport({ db, now }: Context<Anyone>, language: Language): Promise<StartedReport> {
  const [id, secret] = [newId(), newSecret()]
  // The store is asked while the slow hash is made: one that hangs is given up as early as on any other page.
  const [secretHash] = await Promise.all([hashSecret(secret), db.atOnce((sql) => sql`select 1`)])
  const { reference } = await db.transaction((tx) =>
    insertReport(tx, { id, secretHash, language, edition: currentEdition.id, now }),
  )
  return { id, reference, secret }
}
