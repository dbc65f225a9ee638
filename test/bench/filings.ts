/** Reports that are ready to be sent: started and filled in through the store's own verbs, each with a session. */
import { openDatabase, type Database } from '#db/client.server.ts'
import type { Holder } from '#db/context.ts'
import { saveDraft } from '#db/reports/drafts.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { hashSecret, newId } from '#db/sealing/secrets.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'
import { noChoices } from '#forms/projection.ts'
import type { Portal } from './portal.ts'
import { signIn } from './sessions.ts'

export interface Filing {
  id: string
  reference: string
  /** The holder's session, as the Cookie header of a request. */
  cookie: string
}

/** The store of a running portal, opened beside it. The caller ends it. */
export function openStore({ databaseUrl, keysFile }: Portal): Database {
  return openDatabase({ url: databaseUrl, keyring: openKeyring(keysFile, { create: false }) })
}

/** Prepares so many filings with these answers. One slow hash serves all, as nobody will show a secret. */
export async function prepareFilings(database: Database, answers: Answers, count: number): Promise<Filing[]> {
  const secretHash = await hashSecret('measured')
  const filings: Filing[] = []
  const lane = async () => {
    while (filings.length < count) {
      const slot = filings.push({ id: '', reference: '', cookie: '' }) - 1
      filings[slot] = await prepareFiling(database, answers, secretHash)
    }
  }
  await Promise.all(Array.from({ length: 8 }, lane))
  return filings
}

async function prepareFiling(database: Database, answers: Answers, secretHash: string): Promise<Filing> {
  const [id, now] = [newId(), new Date()]
  const reference = await database.as({ kind: 'anyone' }).transaction(async (tx) => {
    const begun = await startReport(tx, { id, secretHash, language: 'ja', edition: currentEdition.id, now })
    const stamps = Object.fromEntries(Object.keys(answers).map((item) => [item, '1']))
    await saveDraft(tx, { reportId: id, content: { answers, stamps, choices: noChoices }, expectVersion: 1, now })
    return begun.reference
  })
  const holder: Holder & { reference: string } = { kind: 'holder', reportId: id, reference }
  return { id, reference, cookie: await signIn(database, 'report', holder) }
}
