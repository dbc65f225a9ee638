import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import type { RecipientId, Verdict } from '#forms/plan.ts'

import { useNames } from './names.ts'

interface SmallestFirstProps {
  left: number
  receivers: readonly { recipient: RecipientId; verdict: Verdict }[]
  previewHref: string
}

/** Always in sight: how little is missing for a first report, and whom it would reach now. */
export function SmallestFirst({ left, receivers, previewHref }: SmallestFirstProps) {
  const { t, recipients } = useNames()
  const lines = (['required', 'expected', 'undecided'] as const).flatMap((verdict) => {
    const ids = receivers.filter((one) => one.verdict === verdict).map(({ recipient }) => recipient)
    return ids.length > 0 ? [{ key: verdict, term: t(`smallest.${verdict}`), children: recipients(ids) }] : []
  })
  return (
    <Card
      id="smallest"
      tone="accent"
      level={2}
      title={left > 0 ? t('smallest.left', { count: left }) : t('smallest.ready')}
    >
      {lines.length > 0 && <DescriptionList rows={lines} />}
      <p className="quiet">{t('smallest.unknownCounts')}</p>
      <p>
        <a href={previewHref}>{t('smallest.look')}</a>
      </p>
    </Card>
  )
}
