/**
 * `madoguchi bounce [address] < message`: takes in a mail that came back. For a mail server that pipes what comes to the
 * address of MADOGUCHI_BOUNCES to a program; the address that it came to is given, or read from the headers.
 */
import { buffer } from 'node:stream/consumers'
import { ConfigError } from '#app/config.server.ts'
import { faultLine } from '#app/fault-line.server.ts'
import { takeBounce, type BounceResult } from '#app/notices/bounce.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { say, withStore } from './store.ts'

/** What is no bounce of ours is taken all the same: refusing it would only send it back again. */
const told: Record<BounceResult, string> = {
  recorded: 'The mail is marked as come back.',
  stopped: 'The mail is marked as come back, and its address is stopped.',
  'no-failure': 'No report of a lasting failure; nothing was done.',
  'not-ours': 'Not about a mail of this portal, or noted before; nothing was done.',
}
const largest = 10_000_000

/** EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and tries again. By any other code it is gone for good. */
const later = 75

export async function run([arrivedAt = null]: (string | null)[]): Promise<number> {
  const message = await buffer(process.stdin)
  if (message.length === 0) {
    say('madoguchi bounce [address] < message')
    return 2
  }
  return takeIn(message, arrivedAt).catch((error: unknown) => {
    const why = error instanceof ConfigError ? error.message : JSON.stringify(faultLine(error))
    process.stderr.write(`madoguchi bounce: try again later: ${why}\n`)
    return later
  })
}

async function takeIn(message: Buffer, arrivedAt: string | null): Promise<number> {
  return withStore(async ({ config, url, keyring }) => {
    const appUrl = config.databaseAppUrl ?? undefined
    const database = openDatabase({ url, keyring, connections: 1, ...(appUrl ? { appUrl } : {}) })
    const actor = { kind: 'worker' } as const
    try {
      const context = { db: database.as(actor), actor, now: new Date() }
      const shown = message.subarray(0, largest)
      say(told[await takeBounce(context, shown, { arrivedAt, sign: keyring.lookup })])
      return 0
    } finally {
      await database.end()
    }
  })
}
