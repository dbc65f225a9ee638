/** A running transaction in the place of the store: verbs that open one of their own join it, and stand or fall with it. */
import type { ActingDb, DataKey, Tx } from '#db/context.ts'

import { planned } from './actor-settings.ts'

export function joined(tx: Tx): ActingDb {
  return {
    get actor() {
      return tx.actor
    },
    as() {
      throw new Error('nobody else acts within a transaction')
    },
    transaction: (work) => work(tx),
    readAtOnce: async (work, reading) => {
      if (reading) await tx.sql`select ${planned(tx.sql, reading)}`
      return work(tx)
    },
    atOnce: async (query) => query(tx.sql),
    async keysOf(reportId, recipients) {
      const report = await tx.reportKey(reportId)
      const of = new Map<string, DataKey>()
      for (const recipient of recipients) of.set(recipient, await tx.recipientKey(recipient))
      return { report, of }
    },
    writeFirst: (_, alone) => alone(),
    announce: (arrivals) => arrivals.forEach(tx.announce),
  }
}
