import type { TFunction } from 'i18next'

import { useLanguage } from '#app/i18n/use-language.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { useFormat } from '#app/i18n/use-format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { markup } from '#app/ui/markup.ts'

import { columns, rowMarkup, type Column } from './queue-row-markup.tsx'
import type { QueueRow } from './queue-row.ts'

interface QueueTableProps {
  rows: readonly QueueRow[]
  order: string
  /** When the page was asked for. */
  at: string
  /** Several can be chosen, to do something to all of them. */
  ticks?: boolean
  /** Columns that this body is never told anything for. */
  without: ReadonlySet<Column>
  /** Items that the body chose, in the order of the rows' cells. */
  own: readonly string[]
}

/**
 * The queue: a table on a wide screen, cards on a phone, where each value carries the name of its column itself because
 * some browsers forget what a table is once its rows are laid out as cards.
 */
export function QueueTable({ rows, order, at, ticks = true, without, own }: QueueTableProps) {
  const { t } = useTranslation('recipient')
  const names = useWords()
  const shown = columns.filter((column) => !without.has(column))
  const titles = titlesIn(t)
  const ownTitles = own.map(names.item)
  const tick = markup`<span class="visually-hidden">${t('bulk.tick')}</span>`
  const heads = [...shown.map((column) => titles[column]), ...ownTitles].map(
    (name) => markup`<th scope="col">${name}</th>`,
  )
  const language = useLanguage()
  const words = { ...useFormat(), t, language, at, ticks, names, shown, titles, own: ownTitles, written: new Map() }
  return (
    <DataTable id="queue-table" caption={t('queue.caption', { order: t(`orders.${order}`) })} captionHidden>
      <thead
        dangerouslySetInnerHTML={markup`<tr>${ticks && markup`<th scope="col" class="queue-tick">${tick}</th>`}${heads}</tr>`}
      />
      <tbody data-rows dangerouslySetInnerHTML={markup`${rows.map((row) => rowMarkup(row, words))}`} />
    </DataTable>
  )
}

const titlesIn = (t: TFunction): Record<Column, string> => ({
  heading: t('columns.heading'),
  state: t('columns.state'),
  due: t('columns.due'),
  received: t('columns.received'),
  stage: t('columns.stage'),
  attack: t('columns.attack'),
  sector: t('columns.sector'),
  prefecture: t('columns.prefecture'),
  severity: t('columns.severity'),
  assignee: t('columns.assignee'),
})
