import { setTimeout as wait } from 'node:timers/promises'
import pino, { type Logger } from 'pino'

import { startExtracting } from '#app/case-files/search/extracting.server.ts'
import { openArrivals, type Arrivals } from '#app/deliveries/live-arrivals.server.ts'
import { openPdfPool, type PdfPool } from '#app/documents/pdf-pool.server.ts'
import { faultLine } from '#app/fault-line.server.ts'
import { openShelf, type Shelf } from '#app/files/shelf.server.ts'
import { openGuests, type Guests } from '#app/http/guests.server.ts'
import { openPostLimits, type PostLimits } from '#app/http/post-limits.server.ts'
import { openBounceDoor, type BounceDoor } from '#app/notices/bounce-door.server.ts'
import { openMailer } from '#app/notices/mailer.server.ts'
import { openAsk, type Ask } from '#app/outbound/ask.server.ts'
import { crontab, tasksOf } from '#app/tasks.server.ts'
import { startWebhooks } from '#app/webhooks/start.server.ts'
import { openDatabase, type Database } from '#db/client.server.ts'
import { refusePooler } from '#db/cluster/server-fit.server.ts'
import { refuseOtherLogin } from '#db/cluster/serving-login.server.ts'
import { listenArrivals } from '#db/connections/arrivals.server.ts'
import { runJobs } from '#db/connections/jobs.server.ts'

import { ConfigError, type Config } from './config.server.ts'
import { openLogLines } from './log-lines.server.ts'
import { openStore } from './store.server.ts'
import { usable } from './usable.server.ts'

/** Everything outside of a request: what was configured, the store, the log. One per process. */
export interface World {
  config: Config
  database: Database
  /** What comes in for officers, as it comes in; for queues that are open in a browser. */
  arrivals: Arrivals
  /** Draws paper in a process of its own, so that nobody else's page waits for it. */
  pdf: PdfPool
  /** Lets in who starts a report without an account. */
  guests: Guests
  postLimits: PostLimits
  /** Asks servers that somebody else named. */
  ask: Ask
  /** Files of evidence: where their bytes lie, and how much may be put there. */
  shelf: Shelf
  log: Logger
  /** Aborts when the process is about to stop; long answers (live queues) end with it. */
  closing: AbortSignal
  /** The time, read here by everybody: requests once each, jobs, stories of the demo. */
  now(): Date
  endStreams(): void
  isReady(): Promise<boolean>
  close(): Promise<void>
}

const patience = 2_000 // ms, for the store to answer when all ends

/** Opens the store, brings it up to date and starts the jobs. */
export async function openWorld(config: Config): Promise<World> {
  const lines = openLogLines()
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime }, lines)
  const ending = new AbortController()
  const now = clockFrom(config.clock)
  const faulty = (fault: unknown, task?: string) => log.error({ task, ...faultLine(fault) }, 'fault')

  const { keyring, embedded, url, appUrl } = await openStore(config)
  const database = openDatabase({ url, appUrl, socket: embedded?.socket ?? null, keyring, onFault: faulty })
  if (!embedded) await usable(appUrl ? 'DATABASE_APP_URL' : 'DATABASE_URL', refuseOtherLogin(database))
  if (appUrl) await usable('DATABASE_APP_URL', refusePooler(appUrl))
  const arrivals = openArrivals()
  const pdf = openPdfPool()
  const shelf = openShelf(config, {
    onBroken: (file) => log.error({ file }, 'a file is not as it was stored'),
    onFull: (problem) => log.warn({ problem }, 'a file found no room'),
  })
  const stopListening = await listenArrivals(database, arrivals.publish, arrivals.missed)
  const mailer = config.smtpUrl ? openMailer(config.smtpUrl, config) : null
  const jobs = await runJobs({
    database,
    tasks: tasksOf({ database, mailer, origin: config.origin, now, shelf }),
    crontab,
    onFault: faulty,
  })
  const bouncing = config.bounceDoor ? await opened(config.bounceDoor, { database, now, onFault: faulty }) : null
  const ask = openAsk({ demo: config.demo })
  const webhooks = startWebhooks({ db: database.as({ kind: 'worker' }), ask, now }, faulty)
  const extracting = startExtracting(database.as({ kind: 'worker' }), faulty, now)
  return {
    config,
    database,
    arrivals,
    pdf,
    ask,
    postLimits: openPostLimits(),
    guests: openGuests({ most: config.guestsPerMinute, sign: keyring.lookup }),
    shelf,
    log,
    closing: ending.signal,
    now,
    endStreams: () => ending.abort(),
    isReady: () => database.isReady(),
    async close() {
      const answers = await Promise.race([database.isReady(), wait(patience, false, { ref: false })])
      const ended = Promise.all([bouncing?.close(), pdf.close(), extracting.stop(), webhooks.stop(), jobs.stop()])
      // Nothing can be finished with a store that is gone, and whoever stops a portal soon ends it hard.
      await (answers ? ended : Promise.race([ended, wait(0)]).catch(faulty))
      mailer?.close()
      await Promise.all([stopListening(), database.end()])
      await embedded?.stop()
    },
  }
}

/** The door for mails that come back. A port that is taken stops the start. */
async function opened(
  url: string,
  { database, now, onFault }: { database: Database; now: () => Date; onFault: (fault: unknown) => void },
): Promise<BounceDoor> {
  const actor = { kind: 'worker' } as const
  const context = () => ({ db: database.as(actor), actor, now: now() })
  try {
    return await openBounceDoor({ url, sign: database.keyring.lookup, context, onFault })
  } catch (error) {
    throw new ConfigError(`MADOGUCHI_BOUNCE_DOOR cannot be opened: ${error instanceof Error ? error.message : url}`)
  }
}

/** Real time, or time that goes on from a moment that was set. */
function clockFrom(set: Date | null): () => Date {
  const ahead = set ? set.getTime() - Date.now() : 0
  return () => new Date(Date.now() + ahead)
}
