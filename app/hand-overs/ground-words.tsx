import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Tag } from '#app/ui/tag.tsx'
import type { Seen } from '#forms/rulebook.ts'

interface GroundWordsProps {
  ground: string | null
  groundText: string | null
  seen: Seen | null
}

/** The ground of a hand-over. One that is written out is the officer's word; of ours we say how sure we are. */
export function GroundWords({ ground, groundText, seen }: GroundWordsProps) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  if (ground === null) {
    return (
      <>
        <span className="typed">{groundText ?? t('card.groundGone')}</span>
        {groundText !== null && <span className="quiet"> {t('card.groundWritten')}</span>}
      </>
    )
  }
  return (
    <>
      {words.ground(ground)} {seen !== null && seen !== 'text' && <Tag tone="orange">{t('card.unverified')}</Tag>}
    </>
  )
}
