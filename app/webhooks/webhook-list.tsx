import { useTranslation } from '#app/i18n/use-translation.ts'
import { Card } from '#app/ui/card.tsx'
import { Tag, type TagTone } from '#app/ui/tag.tsx'

import type { ShownWebhook } from './read.server.ts'

const tones: Record<ShownWebhook['state'], TagTone> = { on: 'green', paused: 'neutral', gone: 'red', failing: 'orange' }

export function WebhookState({ state }: Pick<ShownWebhook, 'state'>) {
  const { t } = useTranslation('webhooks')
  return <Tag tone={tones[state]}>{t(`state.${state}`)}</Tag>
}

export function WebhookList({ webhooks, home }: { webhooks: readonly ShownWebhook[]; home: string }) {
  const { t } = useTranslation('webhooks')
  if (webhooks.length === 0) return <p>{t('none')}</p>
  return webhooks.map(({ id, url, state, counts }) => (
    <Card key={id} id={`webhook-${id}`} aside={<WebhookState state={state} />} title={new URL(url).host}>
      <p className="mono break">{url}</p>
      <p>{t('counts', counts)}</p>
      <p>
        <a href={`${home}/${id}`}>
          {t('open')}
          <span className="visually-hidden">{t('openOf', { host: new URL(url).host })}</span>
        </a>
      </p>
    </Card>
  ))
}
