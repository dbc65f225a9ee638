import pino, { type Logger } from 'pino'

import type { Config } from './config.server.ts'
import type { ActingDb, Actor } from '#db/context.ts'

export interface Database {
  as(actor: Actor): ActingDb
}

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
  return {
    config,
    database: {
      as() {
        throw new Error('The store is not there yet')
      },
    },
    log,
    closing: ending.signal,
    endStreams: () => ending.abort(),
    isReady: async () => true,
    close: async () => ending.abort(),
  }
}
