import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import type { RecipientId, Verdict } from '#forms/plan.ts'

interface SmallestFirstProps {
  left: number | null
  /** Once something was sent, it is about the next report. */
  isFirst: boolean
  receivers: readonly { recipient: RecipientId; verdict: Verdict }[]
  previewHref: string
}

/** Always in sight: how little is missing for a first report, and whom it would reach now. */
export function SmallestFirst({ left, isFirst, receivers, previewHref }: SmallestFirstProps) {
  const { t, shortName } = useNames()
  const untilFirst = useUntilFirst()
  const lines = (['required', 'expected', 'undecided'] as const).flatMap((verdict) => {
    const names = receivers.filter((one) => one.verdict === verdict).map(({ recipient }) => shortName(recipient))
    return names.length > 0 ? [{ verdict, names: names.join(t('and')) }] : []
  })
  const title = isFirst ? untilFirst(left) : t('smallest.next')
  return (
    <Card id="smallest" tone="accent" level={2} title={title}>
      {lines.map(({ verdict, names }) => (
        <p key={verdict}>
          <strong>{t(`smallest.${verdict}`)}</strong>
          <br />
          {names}
        </p>
      ))}
      <p className="quiet">{t(isFirst ? 'smallest.unknownCounts' : 'smallest.unknownCountsNext')}</p>
      <p>
        <a href={previewHref}>{t('smallest.look')}</a>
      </p>
    </Card>
  )
}

/** How far it is to the first report. Until the first page is answered nobody knows exactly. */
export function useUntilFirst() {
  const { t } = useNames()
  return (left: number | null): string => {
    if (left === null) return t('smallest.about')
    return left > 0 ? t('smallest.left', { count: left }) : t('smallest.ready')
  }
}
