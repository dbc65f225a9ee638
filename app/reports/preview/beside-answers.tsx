import { useNames } from '#app/reports/names.ts'
import { Card } from '#app/ui/card.tsx'
import { DescriptionList } from '#app/ui/description-list.tsx'
import type { WholeCover } from '#db/reports/covers.server.ts'

/** What goes beside the answers, in the words in which it was written. */
export function BesideAnswers({ beside: { changes, late } }: { beside: WholeCover }) {
  const { t, recipient } = useNames()
  const reasons = late.map(({ recipient: to, clock, reason }) => ({
    term: t('preview.besideLate', { recipient: recipient(to), clock: t(`rules:clocks.${clock}`) }),
    children: <span className="typed">{reason}</span>,
  }))
  const note = changes === null ? [] : [{ term: t('compare.why'), children: <span className="typed">{changes}</span> }]
  if (note.length + reasons.length === 0) return null
  return (
    <Card id="beside" title={t('preview.beside')}>
      <DescriptionList rows={[...note, ...reasons]} />
    </Card>
  )
}
