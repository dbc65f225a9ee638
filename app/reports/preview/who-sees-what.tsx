import { useNames } from '#app/reports/names.ts'
import { Heading } from '#app/ui/heading.tsx'
import type { Phase } from '#forms/item.ts'
import type { RecipientId, Verdict } from '#forms/plan.ts'

import { isEmptyHanded, type RecipientCard as RecipientView } from './preview-cards.ts'
import type { PreviewPage } from './preview-page.server.ts'
import { RecipientCard } from './recipient-card.tsx'

interface WhoSeesWhatProps {
  cards: readonly RecipientView[]
  answered: number
  isFirst: boolean
  phase: Phase
  /** Who would be sent something now; the others have it from the last time. */
  news: readonly RecipientId[]
  /** What changes for those of them that have had a part. */
  changes: PreviewPage['changes']
  had: PreviewPage['had']
  hrefOf: (item: string) => string
}

/** Every body that gets the report, may get it, or could: nobody else exists for this report. */
export function WhoSeesWhat(props: WhoSeesWhatProps) {
  const { cards, answered, isFirst, phase, news, changes, had, hrefOf } = props
  const { t } = useNames()
  const going = Object.groupBy(
    cards.filter(({ goes }) => goes.length > 0),
    ({ recipient }) => (news.includes(recipient) ? 'now' : 'before'),
  )
  const left = (verdict: Verdict) =>
    cards.filter((card) => card.goes.length === 0 && !card.declined && card.verdict === verdict)
  const groups = [
    { key: 'goesTo', cards: going.now ?? [], lead: null },
    { key: 'hasTitle', cards: going.before ?? [], lead: t('preview.hasLead') },
    { key: 'emptyTitle', cards: cards.filter(isEmptyHanded), lead: t('preview.emptyLead') },
    { key: 'declinedTitle', cards: cards.filter(({ declined }) => declined), lead: null },
    { key: 'undecidedTitle', cards: left('undecided'), lead: t('preview.undecidedLead') },
    { key: 'offeredTitle', cards: left('offered'), lead: t('preview.offeredLead') },
  ]
  return (
    <>
      {groups
        .filter((group) => group.cards.length > 0)
        .map(({ key, cards: shown, lead }) => (
          <section key={key} className="stack">
            <Heading level={2}>{t(`preview.${key}`, { count: shown.length })}</Heading>
            {lead && <p>{lead}</p>}
            {shown.map((card) => (
              <RecipientCard
                key={card.recipient}
                card={card}
                answered={answered}
                phase={phase}
                has={key === 'hasTitle'}
                since={!isFirst && key === 'goesTo' ? (changes[card.recipient] ?? null) : undefined}
                had={had[card.recipient] ?? null}
                hrefOf={hrefOf}
              />
            ))}
          </section>
        ))}
    </>
  )
}
