import { filterOptions } from '#app/case-files/queue/filter-options.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { chosenPeriod, periodOf } from '#app/statistics/period.ts'
import { readStatistics } from '#app/statistics/read-statistics.server.ts'
import { toldGroupings, withEveryMonth } from '#app/statistics/view.ts'
import type { ExportLine } from '#db/case-files/exports.server.ts'
import type { Context, Officer } from '#db/context.ts'

import { byteOrderMark, csvLine } from './csv.ts'
import { spreadsheetOf } from './spreadsheet.server.ts'
import { statisticsRows } from './statistics-rows.ts'

/** The statistics of the period that was on screen. */
export async function statisticsFile(
  { db, actor }: Context<Officer>,
  { query, format, preparedAt }: ExportLine,
  language: Language,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const period = chosenPeriod(new URLSearchParams(query), preparedAt)
  const statistics = withEveryMonth(await readStatistics({ db, now: preparedAt }, periodOf(period)), period)
  const told = toldGroupings(filterOptions(actor, preparedAt))
  const { t } = i18nFor(language)
  const [head = [], ...rows] = statisticsRows(statistics, told, { t, words: documentWords(language) })
  if (format === 'xlsx') return spreadsheetOf(head, rows, t('statistics:title'))
  return byteOrderMark + [head, ...rows].map(csvLine).join('')
}
