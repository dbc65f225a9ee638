import { Actions, Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

import { useNames } from './names.ts'

interface NextReportProps {
  lacking: readonly { recipient: RecipientId; items: readonly ItemId[] }[]
  base: string
}

/** The way to an interim or final report, and what the final one still lacks for whom. */
export function NextReport({ lacking, base }: NextReportProps) {
  const { t, recipient, items } = useNames()
  return (
    <Card id="next-report" level={2} title={t('board.nextReport')}>
      <p>{t('board.nextReportLead')}</p>
      {lacking.map((one) => (
        <p key={one.recipient}>
          <strong>{recipient(one.recipient)}</strong>
          {one.items.length > 0 ? `　${t('board.lacking')}：${items(one.items)}` : `　${t('board.lackingNone')}`}
        </p>
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
