/**
 * What one report, organisation or account may bring into being in an hour: each is a row that stays, and most cost the work of
 * a slow hash. People come nowhere near. Counted in the store, for all processes together.
 */
import type { Context } from '#db/context.ts'
import { countDone } from '#db/people/attempts.server.ts'

import { Refusal } from './refusal.ts'

export const mostInAnHour = {
  /** Given for one report: to a handful of vendors, a code perhaps twice. */
  'mandate of a report': 30,
  /** Given for an organisation, or for any of its reports: a group of companies may have many vendors. */
  'mandate of an organisation': 300,
  /** Reports for the parts of entrustors, all begun from one. */
  'part of a report': 100,
  'report of an account': 60,
  'organisation of an account': 20,
  /** Links for joining. */
  'invitation to an organisation': 200,
  /** And secrets of it, made anew. */
  'program of an owner': 60,
  /** Sent at somebody's wish: to try an address, and those that failed. */
  'message of a webhook': 300,
  /** By the console: four full tables of bulk start. */
  'report of a vendor': 2_000,
} as const

export type Doing = keyof typeof mostInAnHour

/** Counts it before it is done. Throws tooMany, with when the hour is over. */
export async function countDoing(
  { db, now }: Pick<Context, 'db' | 'now'>,
  doing: Doing,
  of: string,
  times = 1,
): Promise<void> {
  const done = { key: `${doing}:${of}`, times, most: mostInAnHour[doing], now }
  const until = await db.as({ kind: 'anyone' }).transaction((tx) => countDone(tx, done))
  if (until) throw new Refusal('tooMany', { retryAfter: Math.ceil((until.getTime() - now.getTime()) / 1_000) })
}
