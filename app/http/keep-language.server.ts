import { contextOf } from '#app/context.ts'
import type { Language } from '#app/i18n/language.ts'
import { setLanguage } from '#db/people/logins.server.ts'
import { findReport, markLanguage } from '#db/reports/reports.server.ts'

import { cameFromElsewhere } from './from-elsewhere.ts'
import { languageHere, leaveLanguage } from './language-cookie.server.ts'
import { openHere, personSession, type DoorArgs } from './session.server.ts'

/**
 * Keeps the language that somebody chose on the page `back`: in this browser, with whoever is signed in, and with the report
 * without an account whose page it is (106). It comes by a link, so one on another site changes this browser alone.
 */
export async function keepLanguage(args: DoorArgs, language: Language, back: string): Promise<void> {
  leaveLanguage(args, language)
  if (cameFromElsewhere(args.request)) return
  const person = await personSession(args)
  if (person) {
    const { db } = contextOf(args.context, { kind: 'worker' })
    await db.transaction((tx) => setLanguage(tx, person.loginId, language))
  }
  const held = await openHere(args)
  if (!held || !isPageOf(held.reference, back)) return
  await contextOf(args.context, held).db.transaction((tx) => markLanguage(tx, held.reportId, language))
}

const isPageOf = (reference: string, path: string) => /^\/reports\/([^/?#]+)/.exec(path)?.[1] === reference

/** A report that was opened with its secret is shown as it is written, unless another language was chosen in this browser. */
export async function speakAsReport(args: DoorArgs, reportId: string): Promise<void> {
  if (languageHere(args)) return
  const { db } = contextOf(args.context, { kind: 'holder', reportId })
  const report = await db.transaction((tx) => findReport(tx, reportId))
  if (report) leaveLanguage(args, report.language)
}
