/** `madoguchi keys rotate` wraps all data keys anew with a new key; `madoguchi keys check` opens every one of them. */
import { openAsKeeper } from '#db/client.server.ts'
import { checkKeys, rotateKeys } from '#db/keys.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

export async function run([what]: string[]): Promise<number> {
  if (what === 'rotate') return withStore(rotate)
  if (what === 'check') return withStore(check)
  say('madoguchi keys rotate | check')
  return 2
}

async function rotate({ url, keyring }: CommandStore): Promise<number> {
  const sql = openAsKeeper(url)
  try {
    const { primary, rewrapped } = await rotateKeys(sql, keyring)
    say(`${rewrapped} data keys are wrapped by ${primary} now. Back up ${keyring.path}.`)
    return 0
  } finally {
    await sql.end()
  }
}

async function check({ url, keyring }: CommandStore): Promise<number> {
  const sql = openAsKeeper(url)
  try {
    const { held, broken } = await checkKeys(sql, keyring)
    for (const [id, count] of Object.entries(held)) {
      say(`${id}: ${count} data keys${id === keyring.primary() ? ' (primary)' : ''}`)
    }
    for (const row of broken) say(`BROKEN: the data key ${row} does not open`)
    return broken.length > 0 ? 1 : 0
  } finally {
    await sql.end()
  }
}
