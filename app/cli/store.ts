/** The store for a command: the configured database, the embedded server that runs, or one started for the moment. */
import fs from 'node:fs'
import path from 'node:path'
import { ConfigError, readConfig, type Config } from '#app/config.server.ts'
import { endAtOnce, endings } from '#app/endings.ts'
import { findEmbedded, startEmbedded } from '#db/cluster/embedded.server.ts'
import { openKeyring, type Keyring } from '#db/sealing/keyring.server.ts'

export interface CommandStore {
  config: Config
  url: string
  keyring: Keyring
  checkpoints: string
}

export const keysFileOf = ({ keysFile, dataDir }: Config): string => keysFile ?? path.join(dataDir, 'keys.json')

export const say = (line: string) => void process.stdout.write(`${line}\n`)

/** What root writes (a key file, a checkpoint) the portal's own user could not read, and its next backup would fail. */
export function refuseOther(dataDir: string, uid = process.getuid?.(), keysFile = ''): void {
  if (uid !== 0) return
  const folders = ['pg', 'files', 'checkpoints'].map((name) => path.join(dataDir, name)) // as the portal made them
  const other = [...folders, keysFile].find((place) => (fs.statSync(place, { throwIfNoEntry: false })?.uid ?? 0) !== 0)
  if (other) throw new ConfigError(`${other} is another user's: run this as that user, and not as root.`)
}

export async function withStore(
  work: (store: CommandStore) => Promise<number>,
  values: Readonly<Record<string, string | undefined>> = process.env,
): Promise<number> {
  const config = readConfig(values)
  refuseOther(config.dataDir)
  const folder = path.join(config.dataDir, 'pg')
  const keyring = openKeyring(keysFileOf(config))
  const checkpoints = path.join(config.dataDir, 'checkpoints')
  const running = config.databaseUrl ?? (await findEmbedded(folder))
  if (running) return work({ config, url: running, keyring, checkpoints })

  for (const signal of endings) process.on(signal, endAtOnce)
  const server = await startEmbedded({ folder })
  try {
    return await work({ config, url: server.url, keyring, checkpoints })
  } finally {
    await server.stop()
  }
}
