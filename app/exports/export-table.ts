import type { TFunction } from 'i18next'

import { stateOf } from '#app/case-files/case-state.ts'
import { severityAt } from '#app/case-files/severities.ts'
import type { QueueLine } from '#db/case-files/case-files.server.ts'
import { answerInOneLine } from '#forms/document/answer-lines.ts'
import type { Words } from '#forms/document/words.ts'
import { currentEdition } from '#forms/edition.ts'
import type { ItemId } from '#forms/item.ts'

import type { ExportRow } from './read-rows.server.ts'

/** What a row is made of, and the words for it. */
export interface TableWords {
  t: TFunction
  words: Words
}

export interface ExportColumn {
  title: string
  text: (row: ExportRow) => string
}

/** Columns that the body is told anything for. */
export type Told = Record<'attack' | 'sector' | 'prefecture', boolean>

/** The queue's columns and then items, each with its name; what was not told is an empty field. */
export function exportColumns(told: Told, items: readonly ItemId[], said: TableWords): ExportColumn[] {
  return [...caseColumns(told, said), ...items.map((item) => itemColumn(item, said))]
}

function caseColumns(told: Told, { t, words }: TableWords): ExportColumn[] {
  const { option } = words
  const titled = (name: string, text: ExportColumn['text']) => ({ title: t(`exports:columns.${name}`), text })
  const column = (name: string, text: (line: QueueLine) => string) => titled(name, ({ line }) => text(line))
  const whenTold = (shown: boolean, ...columns: ExportColumn[]) => (shown ? columns : [])
  return [
    column('reference', ({ reference }) => reference),
    titled('ownNumber', ({ ownNumber }) => ownNumber ?? ''),
    column('organisation', ({ heading }) => heading.organisation ?? ''),
    column('title', ({ heading }) => heading.title ?? ''),
    column('state', (line) => t(`recipient:states.${stateOf(line)}`)),
    column('due', ({ dueAt }) => timeOf(dueAt)),
    column('received', ({ receivedAt }) => timeOf(receivedAt)),
    column('updated', ({ updatedAt }) => timeOf(updatedAt)),
    column('stage', ({ stage }) => t(`recipient:stages.${stage}`)),
    column('revision', ({ revisionNumber }) => String(revisionNumber)),
    ...whenTold(
      told.attack,
      column('attack', ({ attackType }) => (attackType ? option('incident-attack-type', attackType) : '')),
    ),
    ...whenTold(
      told.sector,
      column('sector', ({ sector }) => (sector ? option('org-ci-sector', sector) : '')),
    ),
    ...whenTold(
      told.prefecture,
      column('prefecture', ({ prefecture }) => (prefecture ? option('org-address', prefecture, 'prefecture') : '')),
    ),
    column('severity', ({ ownSeverity }) => {
      const step = severityAt(ownSeverity)
      return step ? t(`case-files:severity.steps.${step}`) : ''
    }),
    column('assignee', ({ assignee }) => assignee?.name ?? ''),
    column('labels', ({ labels }) => labels.join(words.text('between'))),
  ]
}

function itemColumn(item: ItemId, { words }: TableWords): ExportColumn {
  const asked = currentEdition.items.get(item)
  return {
    title: words.item(item),
    text: ({ cells }) => {
      const value = cells?.[item]
      return value === undefined ? '' : answerInOneLine(item, asked, value, words)
    },
  }
}

/** Japan's time in a form that sorts: 2026-11-21 03:05. */
function timeOf(instant: Date | null): string {
  if (!instant) return ''
  return new Date(instant.getTime() + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
}
