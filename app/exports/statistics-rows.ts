import type { TFunction } from 'i18next'

import { spanNames, type Counts, type Grouping, type Statistics } from '#app/statistics/counts.ts'
import type { Words } from '#forms/document/words.ts'

/** What a row is made of, and the words for it. */
interface TableWords {
  t: TFunction
  words: Words
}

/** The tables of the page below each other, with the numbers that it draws: first the head, then the whole, then groups. */
export function statisticsRows(statistics: Statistics, told: readonly Grouping[], said: TableWords): string[][] {
  const { t } = said
  const groups = told.flatMap((grouping) =>
    statistics.by[grouping].map((group) => [
      t(`statistics:by.${grouping}`),
      group.value === null ? t('statistics:untold') : nameOf(grouping, group.value, said),
      ...numbersOf(group),
    ]),
  )
  return [headOf(t), [t('statistics:all'), '', ...numbersOf(statistics)], ...groups]
}

const outcomes = ['onTime', 'late', 'overdue', 'running'] as const

function headOf(t: TFunction): string[] {
  const column = (name: string) => t(`statistics:export.columns.${name}`)
  const spans = spanNames.flatMap((name) =>
    ['count', 'median', 'ninetieth'].map((what) =>
      t(`statistics:export.columns.${what}`, { span: t(`statistics:spans.${name}`) }),
    ),
  )
  const clocks = outcomes.map((outcome) => t(`statistics:outcomes.${outcome}`))
  return [column('grouping'), column('value'), t('statistics:received'), column('withdrawn'), ...spans, ...clocks]
}

function numbersOf({ received, withdrawn, clocks, ...counts }: Counts): string[] {
  const spans = spanNames.flatMap((name) => {
    const { count, median, ninetieth } = counts[name]
    return [String(count), hours(median), hours(ninetieth)]
  })
  return [String(received), String(withdrawn), ...spans, ...outcomes.map((outcome) => String(clocks[outcome]))]
}

const hours = (seconds: number | null) => (seconds === null ? '' : (seconds / 3_600).toFixed(2))

function nameOf(grouping: Grouping, value: string, { t, words }: TableWords): string {
  switch (grouping) {
    case 'month':
      return value
    case 'attackType':
      return words.option('incident-attack-type', value)
    case 'sector':
      return words.option('org-ci-sector', value)
    case 'stage':
      return t(`recipient:stages.${value}`)
  }
}
