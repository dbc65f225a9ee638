/**
 * `node test/bench/sign-in.ts`: how long the portal takes to refuse an unknown number, a wrong key, a wrong code and
 * nonsense. Who asks must not learn from the time which it was; the quickest of each of many turns are compared.
 */
import { newTotpSecret } from '#app/accounts/totp.ts'
import { demoOfficers } from '#app/demo/people.ts'
import { openDatabase } from '#db/client.server.ts'
import { findLogin, setKey } from '#db/people/logins.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { hashSecret, newReference, newSecret } from '#db/sealing/secrets.server.ts'
import { removePortal, startPortal } from './portal.ts'

const turns = 40
const most = 1.25 // times the shortest; without the slow hash an answer takes a tenth of the time

const portal = await startPortal({ environment: { NODE_ENV: 'test', MADOGUCHI_DEMO: '1' } })
const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile) })
try {
  const [key, officerId] = [newSecret(), demoOfficers[0]?.officerId ?? '']
  const keyHash = await hashSecret(key)
  const number = await database.as({ kind: 'worker' }).transaction(async (tx) => {
    await setKey(tx, officerId, { keyHash, totp: newTotpSecret(), totpStep: 0, codes: [newReference()] })
    return (await findLogin(tx, { id: officerId }))?.number ?? ''
  })
  const wrong: Record<string, Record<string, string>> = {
    'unknown number': { number: 'H3WF-3HXM-9P', key, code: '12345' },
    'wrong key': { number, key: newSecret(), code: '12345' },
    'wrong code': { number, key, code: '12345' },
    nonsense: { number: 'nonsense', key, code: '12345' },
  }
  const quickest: Record<string, number> = {}
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [what, typed] of Object.entries(wrong)) {
      await database.as({ kind: 'anyone' }).transaction((tx) => tx.sql`delete from attempts`)
      const started = performance.now()
      const body = new URLSearchParams(typed)
      await (await fetch(`${portal.origin}/sign-in`, { method: 'POST', body, redirect: 'manual' })).text()
      quickest[what] = Math.min(performance.now() - started, quickest[what] ?? Infinity)
    }
  }
  const times = Object.values(quickest)
  const apart = Math.max(...times) / Math.min(...times)
  for (const [what, took] of Object.entries(quickest)) console.log(`${what}: ${took.toFixed(1)} ms`)
  console.log(`apart: ${apart.toFixed(2)}; most: ${most}`)
  process.exitCode = apart <= most ? 0 : 1
} finally {
  await database.end()
  await portal.stop()
  await removePortal(portal.folder)
}
