/** An officer with a session, for the pages of the desk. */
import type { Database } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { insertOfficer } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { signIn } from './sessions.ts'

/** Returns the Cookie header of their requests. */
export async function officerCookie(
  database: Database,
  { recipient, prefecture }: Pick<Officer, 'recipient' | 'prefecture'>,
): Promise<string> {
  const [officerId, now] = [newId(), new Date()]
  const officer: Officer = { kind: 'officer', officerId, name: '計測 太郎', recipient, prefecture, role: 'officer' }
  await database.as({ kind: 'operator', operatorId: officerId }).transaction((tx) => insertOfficer(tx, officer, now))
  return signIn(database, 'staff', officer)
}
