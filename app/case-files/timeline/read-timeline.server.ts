import { readCase, type ReadCase } from '#app/case-files/page/read-case.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { listAudit, type AuditLine } from '#db/audit/audit.server.ts'
import { listLabels, type LabelLine } from '#db/case-files/case-files.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { timelineEntries } from './timeline-sources.ts'
import { timelinePage, type TimelineChoice, type TimelinePage } from './timeline.ts'

/** A case with what only its audit and its labels tell. */
export interface ReadTimeline extends ReadCase {
  audit: readonly AuditLine[]
  /** Those that it has now. */
  labels: readonly LabelLine[]
}

/** Throws notFound for a case file of another body. */
export async function readTimeline(
  context: Context<Officer>,
  id: string,
  choice: TimelineChoice,
  language: Language,
): Promise<{ file: ReadCase['file']; timeline: TimelinePage }> {
  const read = await readCase(context, id)
  const [audit, labels] = await context.db.transaction((tx) =>
    Promise.all([listAudit(tx, read.file.reportId), listLabels(tx, id)]),
  )
  const names = new Map(read.colleagues.map(({ officerId, name }) => [officerId, name]))
  const nameOf = (officerId: string | null) => (officerId === null ? null : (names.get(officerId) ?? null))
  const saying = { t: wordsOf(language), words: documentWords(language), nameOf }
  return { file: read.file, timeline: timelinePage(timelineEntries({ ...read, audit, labels }, saying), choice) }
}
