import { useNames } from '#app/reports/names.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import type { Phase } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

interface SendBoxProps {
  news: readonly RecipientId[]
  /** Who would have to be told if the answers that are missing turn out so. */
  owed: readonly RecipientId[]
  isFirst: boolean
  phase: Phase
  /** The reporter looks at it before it goes. */
  waits?: boolean
}

/** The one button that sends, with the names of those it sends to. */
export function SendBox({ news, owed, isFirst, phase, waits = false }: SendBoxProps) {
  const { t, recipients } = useNames()
  return (
    <Card id="send" level={2} tone="accent" title={t('preview.sendTitle', { phase: t(`preview.phases.${phase}`) })}>
      {news.length === 0 && <p>{t(isFirst ? 'preview.empty' : 'preview.unchanged')}</p>}
      {news.length > 0 && (
        <>
          <p>{t('preview.goesNow', { count: news.length, recipients: recipients(news) })}</p>
          {owed.length > 0 && (
            <p>
              <strong>{t('perhaps.title', { count: owed.length })}</strong>
              <br />
              {t('perhaps.before', { recipients: recipients(owed) })}
            </p>
          )}
          {!isFirst && <p>{t(phase === 'final' ? 'preview.changedOrAwaited' : 'preview.changedOnly')}</p>}
          <p>{t(waits ? 'preview.askLead' : 'preview.sendLead')}</p>
          <Button size="large" name="go" value="send">
            {t(waits ? 'preview.ask' : 'preview.send')}
          </Button>
        </>
      )}
    </Card>
  )
}
