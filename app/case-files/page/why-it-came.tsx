import { useTranslation } from '#app/i18n/use-translation.ts'

import { useWords } from '#app/i18n/use-words.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { WhyView } from './case-page.ts'

/** Why the report came to this body: the duty, and each rule with its ground and how sure we are of it. */
export function WhyItCame({ why }: { why: WhyView }) {
  const { t } = useTranslation('recipient')
  const words = useWords()
  const rules = why.rules.map(({ rule, ground, seen }) => ({
    key: rule,
    term: words.rule(rule),
    children: (
      <>
        <p>{words.ground(ground)}</p>
        {words.groundSource(ground) && (
          <p className="quiet">{t('why.source', { source: words.groundSource(ground) })}</p>
        )}
        {seen && seen !== 'text' && <p className="quiet">{t(`why.seen.${seen}`)}</p>}
      </>
    ),
  }))
  const { handed } = why
  if (handed) {
    const ground = handed.ground === null ? handed.groundText : words.ground(handed.ground)
    return (
      <>
        <p>{t('hand-overs:why.by', { recipient: words.recipient(handed.by) })}</p>
        <p>{t('hand-overs:why.ground', { ground })}</p>
        {handed.seen && handed.seen !== 'text' && <p className="quiet">{t(`why.seen.${handed.seen}`)}</p>}
      </>
    )
  }
  return (
    <>
      <p>
        {t('why.duty')} <Tag tone="blue">{words.duty(why.duty)}</Tag>
      </p>
      <DescriptionList rows={rules} />
      <p className="quiet">{t('why.rulebook', { rulebook: why.rulebook, edition: why.edition })}</p>
    </>
  )
}
