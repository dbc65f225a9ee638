import { useNames } from '#app/reports/names.ts'
import { ItemList } from '#app/reports/preview/item-list.tsx'
import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Details } from '#app/ui/details.tsx'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

interface NextReportProps {
  lacking: readonly { recipient: RecipientId; items: readonly ItemId[] }[]
  base: string
}

/** The way to an interim or final report, and what the final one still lacks for whom. */
export function NextReport({ lacking, base }: NextReportProps) {
  const { t, recipient } = useNames()
  return (
    <Card id="next-report" level={2} title={t('board.nextReport')}>
      <p>{t('board.nextReportLead')}</p>
      {lacking.map((one) => (
        <div key={one.recipient}>
          {one.items.length === 0 && <p>{t('board.lackingNone', { recipient: recipient(one.recipient) })}</p>}
          {one.items.length > 0 && (
            <Details summary={t('board.lacking', { recipient: recipient(one.recipient), count: one.items.length })}>
              <ItemList items={one.items} />
            </Details>
          )}
        </div>
      ))}
      <form method="post" action={`${base}/follow-up`}>
        <Actions>
          <Button name="phase" value="interim">
            {t('board.interim')}
          </Button>
          <Button look="outline" name="phase" value="final">
            {t('board.final')}
          </Button>
        </Actions>
      </form>
    </Card>
  )
}
