/** Where everything lies: the folders, the keys, the database. */
import fs from 'node:fs'
import path from 'node:path'

import { startEmbedded, type Embedded } from '#db/cluster/embedded.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import { refusePooler } from '#db/cluster/server-fit.server.ts'
import { openKeyring, type Keyring } from '#db/sealing/keyring.server.ts'

import { ConfigError, type Config } from './config.server.ts'
import { makeDataFolder, makeFolder } from './data-folder.server.ts'
import { usable } from './usable.server.ts'

export interface Store {
  keyring: Keyring
  /** Null with a database of the operator's own. */
  embedded: Embedded | null
  url: string
  appUrl: string | undefined
}

/** Makes what is not there yet, and brings the database up to date. Throws a ConfigError that names what cannot be used. */
export async function openStore(config: Config): Promise<Store> {
  if (!config.databaseUrl) makeDataFolder(config.dataDir)
  const folder = path.join(config.dataDir, 'pg')
  const keyring = keyringOf(config, folder)
  if (!config.bucket) makeFolder('MADOGUCHI_FILES_DIR', config.filesDir, 0o700)
  const embedded = config.databaseUrl ? null : await embeddedIn(folder)
  const url = config.databaseUrl ?? embedded?.url ?? ''
  const appUrl = config.databaseAppUrl ?? undefined
  if (!embedded) await usable('DATABASE_URL', refusePooler(url))
  await usable(embedded ? 'MADOGUCHI_DATA_DIR' : 'DATABASE_URL', prepareDatabase({ url, appUrl, keyring }))
  return { keyring, embedded, url, appUrl }
}

/** Keys are made only together with the data that they will open: a lost key file must never be silently replaced. */
function keyringOf(config: Config, folder: string): Keyring {
  const file = config.keysFile ?? path.join(config.dataDir, 'keys.json')
  const first = config.databaseUrl === null && !fs.existsSync(path.join(folder, 'cluster'))
  if (config.databaseUrl && !fs.existsSync(file)) {
    throw new ConfigError(
      `MADOGUCHI_KEYS is wrong: no key file at ${file}; \`madoguchi keys create\` makes a first one.`,
    )
  }
  if (first) makeFolder('MADOGUCHI_KEYS', path.dirname(file))
  try {
    return openKeyring(file, { create: first })
  } catch (error) {
    throw new ConfigError(`MADOGUCHI_KEYS is wrong: ${error instanceof Error ? error.message : 'unreadable'}`)
  }
}

/** Why it does not start is for whoever starts it: a disk that filled up, a platform that npm has no PostgreSQL for. */
async function embeddedIn(folder: string): Promise<Embedded> {
  try {
    return await startEmbedded({ folder })
  } catch (error) {
    const why = error instanceof Error ? error.message.replaceAll(/\s*\n\s*/g, ' | ') : 'unknown'
    throw new ConfigError(`The embedded PostgreSQL cannot be used in ${folder}: ${why}`)
  }
}
