import type { TFunction } from 'i18next'
import { useTranslation } from '#app/i18n/use-translation.ts'

import type { Counting } from '#forms/deadlines/clock.ts'
import type { Seen } from '#forms/rulebook.ts'
import { Tag, type TagTone } from '#app/ui/tag.tsx'

import type { ClockSeen } from './rulebook-page.server.ts'

const tones: Record<Seen | ClockSeen, TagTone> = {
  text: 'green',
  partly: 'orange',
  'second-hand': 'blue',
  knowledge: 'orange',
  reconstructed: 'red',
}

/** How sure we are of a fact of law. */
export function SeenTag({ seen }: { seen: Seen | ClockSeen }) {
  const { t } = useTranslation('operator')
  return <Tag tone={tones[seen]}>{t(`seen.${seen}`)}</Tag>
}

/** A clock's counting rule as a sentence. */
export function CountingWords({ counts }: { counts: Counting }) {
  const { t } = useTranslation('operator')
  const rolls = 'roll' in counts && counts.roll !== 'none' && t(`counting.rolls.${counts.roll}`)
  const first = counts.by === 'days' && t(`counting.first.${counts.firstDay}`)
  return [base(counts, t), first, rolls].filter(Boolean).join('')
}

function base(counts: Counting, t: TFunction<'operator'>): string {
  switch (counts.by) {
    case 'none':
      return t('counting.none')
    case 'promptly':
      return counts.guidelineDays === undefined
        ? t('counting.promptly')
        : t('counting.promptlyGuideline', { days: counts.guidelineDays })
    case 'hours':
      return t('counting.hours', { hours: counts.hours })
    case 'days':
      return t('counting.days', { days: counts.days })
    case 'us-business-days':
      return t('counting.businessDays', { days: counts.days })
    case 'months':
      return t('counting.months', { count: counts.months })
    case 'months-after-quarter':
      return t('counting.monthsAfterQuarter', { months: counts.months })
  }
}
