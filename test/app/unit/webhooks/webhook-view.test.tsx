import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { expect, test } from 'vitest'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import type { ShownMessage, ShownWebhook } from '#app/webhooks/read.server.ts'
import { WebhookView } from '#app/webhooks/webhook-view.tsx'

const at = new Date('2026-11-20T10:00:00.000Z')
const webhook: ShownWebhook = {
  id: 'x',
  url: 'https://receiver.example/hook',
  events: [],
  contentKey: null,
  state: 'failing',
  madeAt: at,
  publicKeys: [],
  counts: { waiting: 0, arrived: 0, failed: 1 },
}
const given: ShownMessage = {
  id: 'y',
  event: 'delivery.received',
  reference: 'H3WF-3HXM-9P',
  happenedAt: at,
  state: 'failed',
  tries: 11,
  triedAt: at,
  nextTryAt: null,
  status: 500,
  problem: 'fault',
  took: 20,
}

const drawn = (shown: ShownWebhook) =>
  renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <MemoryRouter>
        <WebhookView webhook={shown} failed={[given]} messages={[]} />
      </MemoryRouter>
    </I18nextProvider>,
  )

test('an endpoint to which nothing arrived in the end is not said to be tried, nor that nothing was sent', () => {
  expect(drawn(webhook)).toContain('いま送っているものはありません')
  expect(drawn(webhook)).not.toMatch(/送り直しています|まだ何も送っていません/)
  expect(drawn({ ...webhook, counts: { ...webhook.counts, waiting: 1 } })).toContain('送り直しています')
})
