/** An officer with a session, for the pages of the desk. */
import type { Database } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { newId, newToken } from '#db/secrets.server.ts'
import { insertOfficer } from '#db/people.server.ts'
import { insertSession } from '#db/sessions.server.ts'

/** Returns the Cookie header of their requests. */
export async function officerCookie(
  database: Database,
  { recipient, prefecture }: Pick<Officer, 'recipient' | 'prefecture'>,
): Promise<string> {
  const [officerId, token, now] = [newId(), newToken(), new Date()]
  const officer: Officer = { kind: 'officer', officerId, name: '計測 太郎', recipient, prefecture, role: 'officer' }
  await database
    .as({ kind: 'operator', operatorId: officerId })
    .transaction((tx) =>
      insertOfficer(tx, { id: officerId, recipient, prefecture, name: officer.name, role: officer.role, now }),
    )
  await database
    .as({ kind: 'anyone' })
    .transaction((tx) =>
      insertSession(tx, { hash: token.hash, actor: officer, now, expiresAt: new Date(now.getTime() + 12 * 3_600_000) }),
    )
  return `session=${token.token}`
}
