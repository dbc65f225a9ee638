/** Programs with keys, made behind the pages: what a test of the interface begins with. */
import { newMachineSecret } from '#app/api/token.server.ts'
import { openAsOwner, type Database } from '#db/client.server.ts'
import type { Tx } from '#db/context.ts'
import { insertMachineSecret, insertProgram, type NewProgram } from '#db/programs/programs.server.ts'

export interface TestProgram {
  clientId: string
  key: string
}

const nobody = { recipient: null, prefecture: null, organisationId: null, mandateId: null, forClients: false }

/** With a key that holds for a day; `perMinute` lifts the limit for a measure. */
export async function newProgram(
  database: Pick<Database, 'url'>,
  program: Partial<NewProgram>,
  { kind = 'key', perMinute = 600 }: { kind?: 'key' | 'client'; perMinute?: number } = {},
): Promise<TestProgram> {
  const sql = openAsOwner(database.url)
  const now = new Date()
  const { secret, hash } = newMachineSecret(kind)
  try {
    return await sql.begin(async (transaction) => {
      const tx = { sql: transaction } as unknown as Tx // as the owner, whom no policy binds
      const clientId = await insertProgram(tx, { ...nobody, name: 'テスト', acts: [], ...program }, now)
      await transaction`update machines set per_minute = ${perMinute} where client_id = ${clientId}`
      await insertMachineSecret(tx, { clientId, kind, hash, now, expiresAt: new Date(now.getTime() + 86_400_000) })
      return { clientId, key: secret }
    })
  } finally {
    await sql.end()
  }
}
