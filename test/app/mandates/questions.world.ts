/** A report that a body has asked about: within a mandate for some sections, across it and beyond it. */
import { expect } from 'vitest'

import { advise } from '#app/feedback/advise.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import type { Context, Member, Officer } from '#db/context.ts'
import { recordViewed } from '#db/vendors/vendor-seats.server.ts'
import { later, newReport, night, save, send } from '#test/app/reports/reports.world.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import type { TestDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

import { mandated } from './mandates.world.ts'

export const some = { reach: 'some', sections: ['cause', 'indicators'], acts: ['answer'] } as const
export const texts = {
  route: '侵入経路を教えてください',
  both: '経路と件名を教えてください',
  name: '正式な法人名を教えてください',
  general: '全体の見通しを教えてください',
}

export async function officerAt(database: TestDatabase, recipient: string): Promise<Context<Officer>> {
  const actor = await officerOf(database, recipient)
  return { db: database.as(actor), actor, now: later(2) }
}

export const caseOf = async ({ db, actor: { recipient } }: Context<Officer>, reportId: string) =>
  (await db.transaction((tx) => findCaseFileOfReport(tx, reportId, recipient)))?.id ?? ''

export async function asks(by: Context<Officer>, reportId: string, items: string[], text: string) {
  expect(await ask(by, await caseOf(by, reportId), { items, text, due: null })).toEqual({ done: 'asked' })
}

/** Filed, with a question of each kind, and what else a body says. */
export async function askedOf(
  database: TestDatabase,
  vendor: Context<Member>,
  terms: Parameters<typeof mandated>[3] = some,
) {
  const holder = await newReport(database)
  await save(holder, { ...hospital, 'report-recipients': ['police', 'jpcert'], 'sharing-consent-expert': true })
  await send(holder)
  const acting = await mandated(database, holder, vendor, terms)
  await acting.db.transaction((tx) => recordViewed(tx, acting.actor, night)) // as each page does
  const { reference, actor } = holder
  const { reportId } = actor
  const police = await officerAt(database, 'police')
  await asks(police, reportId, ['cause-route'], texts.route)
  await asks(police, reportId, ['cause-route', 'incident-title'], texts.both)
  await asks(police, reportId, ['org-name'], texts.name)
  await asks(police, reportId, [], texts.general)
  await advise(police, await caseOf(police, reportId), { text: 'ログを残してください', tlp: 'TLP:AMBER' })
  const now = later(3)
  return {
    holder: { ...holder, now },
    acting: { ...acting, now },
    police,
    mandateId: acting.mandateId,
    reportId,
    reference,
  }
}
