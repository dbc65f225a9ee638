import path from 'node:path'

import pino, { type Logger } from 'pino'

import { openDatabase, type Database } from '#db/client.server.ts'
import { startEmbedded } from '#db/embedded.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { prepareDatabase } from '#db/migrate.server.ts'

import type { Config } from './config.server.ts'

/** Everything outside of a request: what was configured, the store, the log. One per process. */
export interface World {
  config: Config
  database: Database
  log: Logger
  /** Aborts when the process is about to stop; long answers (live queues) end with it. */
  closing: AbortSignal
  endStreams(): void
  isReady(): Promise<boolean>
  close(): Promise<void>
}

/** Opens the store, brings it up to date and starts the jobs. */
export async function openWorld(config: Config): Promise<World> {
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime })
  const ending = new AbortController()
  const keyring = openKeyring(config.keysFile ?? path.join(config.dataDir, 'keys.json'), { create: config.demo })
  const embedded = config.databaseUrl ? null : await startEmbedded({ folder: path.join(config.dataDir, 'pg') })
  const url = config.databaseUrl ?? embedded?.url ?? ''
  await prepareDatabase({ url, keyring })
  const database = openDatabase({
    url,
    appUrl: config.databaseAppUrl ?? undefined,
    keyring,
    onFault: (fault) => log.error({ fault: fault instanceof Error ? fault.name : 'unknown' }, 'fault after a commit'),
  })
  return {
    config,
    database,
    log,
    closing: ending.signal,
    endStreams: () => ending.abort(),
    isReady: () => database.isReady(),
    async close() {
      await database.end()
      await embedded?.stop()
    },
  }
}
