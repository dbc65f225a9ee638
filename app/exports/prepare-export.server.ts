import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { Refusal } from '#app/http/refusal.ts'
import {
  findExport,
  insertExport,
  mostExported,
  type ExportAbout,
  type ExportFormat,
  type ExportLine,
} from '#db/case-files/exports.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { mayExport } from './may-export.ts'
import { selectCases } from './select-cases.server.ts'

/** Letters; shorter is no reason. */
export const reasonLimits = { least: 5, most: 500 }

/** How long a prepared file can be fetched. */
const fetchedFor = 10 * 60_000 // ms

export interface ExportProblem {
  field: 'reason' | 'format' | 'cases'
  code: 'reasonMissing' | 'reasonShort' | 'reasonLong' | 'formatMissing' | 'noCases' | 'tooManyCases'
}

export interface ExportWish {
  about?: ExportAbout
  /** The query of the page's address. */
  query: string
  format: string
  reason: string
  allItems: boolean
}

/** Fixes which case files leave, with the reason, and says so in each report's audit. The file itself is fetched after. */
export async function prepareExport(
  { db, actor, now }: Context<Officer>,
  { about = 'cases', query, format, reason, allItems }: ExportWish,
): Promise<{ id: string } | { problems: ExportProblem[] }> {
  if (!mayExport(actor)) throw new Refusal('forbidden')
  const problems = [...reasonProblems(reason), ...(isFormat(format) ? [] : [formatMissing])]
  if (problems.length > 0 || !isFormat(format)) return { problems }
  const wish = { about, format, reason, query, allItems }
  if (about === 'statistics')
    return { id: await db.transaction((tx) => insertExport(tx, { ...wish, caseFileIds: [] }, now)) }
  return db.transaction(async (tx) => {
    const choice = queueChoice(new URLSearchParams(query))
    const caseFileIds = await selectCases(tx, choice, actor.officerId, now)
    if (caseFileIds.length === 0) return { problems: [{ field: 'cases', code: 'noCases' }] }
    if (caseFileIds.length > mostExported) return { problems: [{ field: 'cases', code: 'tooManyCases' }] }
    return { id: await insertExport(tx, { ...wish, caseFileIds }, now) }
  })
}

/** The officer's own, as long as it can be fetched. */
export async function getExport({ db, actor, now }: Context<Officer>, id: string): Promise<ExportLine> {
  const known = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  const found = known && mayExport(actor) ? await db.transaction((tx) => findExport(tx, id)) : null
  if (!found || now.getTime() - found.preparedAt.getTime() > fetchedFor) throw new Refusal('notFound')
  return found
}

const formatMissing: ExportProblem = { field: 'format', code: 'formatMissing' }

const isFormat = (format: string): format is ExportFormat => format === 'csv' || format === 'xlsx'

function reasonProblems(reason: string): ExportProblem[] {
  const letters = [...reason].length
  if (letters === 0) return [{ field: 'reason', code: 'reasonMissing' }]
  if (letters < reasonLimits.least) return [{ field: 'reason', code: 'reasonShort' }]
  return letters > reasonLimits.most ? [{ field: 'reason', code: 'reasonLong' }] : []
}
