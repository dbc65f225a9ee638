import { useTranslation } from '#app/i18n/use-translation.ts'

import { Tag, type TagTone } from '#app/ui/tag.tsx'

import type { CaseState } from './case-state.ts'
import type { DueWords } from './due-words.ts'

export const stateTones: Record<CaseState, TagTone> = {
  new: 'blue',
  opened: 'neutral',
  waiting: 'orange',
  acknowledged: 'green',
  closed: 'neutral',
  returned: 'neutral',
  withdrawn: 'neutral',
  merged: 'neutral',
}

export function StateTag({ state }: { state: CaseState }) {
  const { t } = useTranslation('recipient')
  return <Tag tone={stateTones[state]}>{t(`states.${state}`)}</Tag>
}

export const dueTones: Record<DueWords['tone'], TagTone> = { late: 'red', soon: 'orange', calm: 'neutral' }

/** The day in words that people count with; the date stands beside it. */
export function DueTag({ due: { key, count, tone } }: { due: DueWords }) {
  const { t } = useTranslation('recipient')
  return <Tag tone={dueTones[tone]}>{t(`due.${key}`, { count })}</Tag>
}
