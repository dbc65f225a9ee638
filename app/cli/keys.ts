/**
 * `madoguchi keys create` makes the first key file, for a database of one's own; `keys rotate` wraps all data keys anew with a new
 * key, which `keys prepare` puts into the file before, where several machines have copies of it; `keys rewrap` does the rest of
 * it for what one of them wrapped meanwhile; `keys check` opens every data key; `keys forget <key>` takes an old wrapping key away
 * for good.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { readConfig, type Config } from '#app/config.server.ts'
import { openAsKeeper } from '#db/client.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { checkKeys, forgetKey, holdsKeys, rewrapKeys, rotateKeys } from '#db/sealing/keys.server.ts'
import { keysFileOf, say, withStore, type CommandStore } from './store.ts'

export async function run([what, id]: string[]): Promise<number> {
  if (what === 'create') return create(readConfig(process.env))
  if (what === 'prepare') return withStore(prepare)
  if (what === 'rotate') return withStore(rotate)
  if (what === 'rewrap') return withStore(rewrap)
  if (what === 'check') return withStore(check)
  if (what === 'forget' && id) return withStore((store) => forget(store, id))
  say('madoguchi keys create | prepare | rotate | rewrap | check | forget <key>')
  return 2
}

/** Never in the place of a file that was lost: what is sealed already opens with that one only. */
async function create(config: Config): Promise<number> {
  const file = keysFileOf(config)
  if (existsSync(file)) {
    say(`${file} is there already. Nothing was changed.`)
    return 1
  }
  if (await isSealed(config)) {
    say('The database was sealed with other keys. Put the key file back that it was made with; no new one opens it.')
    return 1
  }
  openKeyring(file, { create: true })
  say(`${file} is made. Back it up apart from the database: without it nothing can be read.`)
  return 0
}

async function isSealed({ databaseUrl, dataDir }: Config): Promise<boolean> {
  return databaseUrl ? holdsKeys(databaseUrl) : existsSync(path.join(dataDir, 'pg', 'cluster'))
}

async function prepare({ keyring }: CommandStore): Promise<number> {
  say(
    `${keyring.prepare()} is in ${keyring.path} and wraps nothing yet. Give every machine the file, then \`keys rotate\`.`,
  )
  return 0
}

async function rewrap({ url, keyring }: CommandStore): Promise<number> {
  const sql = openAsKeeper(url)
  try {
    say(`${await rewrapKeys(sql, keyring)} data keys are wrapped by ${keyring.primary()} now.`)
    return 0
  } finally {
    await sql.end()
  }
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

/** Only a key that nothing in the database needs. Backups that need it can never be read again: that is what it is for. */
async function forget({ url, keyring }: CommandStore, id: string): Promise<number> {
  const sql = openAsKeeper(url)
  try {
    const needed = whyNeeded(id, keyring) ?? stillWraps(await forgetKey(sql, keyring, id))
    if (needed) {
      say(`${id} was not forgotten: ${needed}.`)
      return 1
    }
    say(
      `${id} is forgotten. Backups made while it wrapped keys cannot be read any more; destroy other copies of the key file.`,
    )
    return 0
  } finally {
    await sql.end()
  }
}

function whyNeeded(id: string, keyring: CommandStore['keyring']): string | null {
  if (!keyring.keyIds().includes(id)) return `there is no such key in ${keyring.path}`
  return id === keyring.primary() ? 'it is the one that wraps new data keys; `keys rotate` first' : null
}

const stillWraps = (held: number): string | null =>
  held > 0 ? `it still wraps ${held} data keys; \`keys rewrap\` first` : null
