/** The rows that belong to the door: what somebody can sign in with, a session, an invitation, a body's policy. */
import type { Officer } from '#db/context.ts'
import { beginCeremony } from '#db/people/ceremonies.server.ts'
import { insertInvitation } from '#db/people/invitations.server.ts'
import { linkIdentity, setKey } from '#db/people/logins.server.ts'
import { insertPasskey } from '#db/people/passkeys.server.ts'
import { setPolicy } from '#db/people/recipient-policies.server.ts'
import { insertSession } from '#db/people/sessions.server.ts'
import { newId, newToken } from '#db/sealing/secrets.server.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { hours, monday, operator } from '#test/support/filings.ts'

/** What the officer can sign in with, and a session. */
export async function atTheDoor(database: TestDatabase, officer: Officer): Promise<void> {
  const { officerId: loginId, recipient } = officer
  await database.as({ kind: 'worker' }).transaction(async (tx) => {
    const login = { id: newId(), loginId, means: 'totp', place: { browser: 'x', address: 'x' } } as const
    await insertSession(tx, { hash: newToken().hash, actor: officer, now: monday, expiresAt: hours(1), login })
    await setKey(tx, loginId, { keyHash: 'x', totp: 'x', totpStep: 1, codes: ['x'] })
    const key = new Uint8Array(1)
    await insertPasskey(tx, { id: 'eA', loginId, publicKey: key, counter: 0, transports: [], name: 'x' }, monday)
    await linkIdentity(tx, loginId, { issuer: 'x', subject: 'x' }, monday)
    await beginCeremony(tx, { purpose: 'x', loginId, content: 'x' }, monday)
  })
  await database.as(operator).transaction(async (tx) => {
    await insertInvitation(tx, loginId, monday)
    await setPolicy(tx, { recipient, means: ['totp'], provider: null }, monday)
  })
}
