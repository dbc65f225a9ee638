import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { WebhookBefore } from '#app/webhooks/webhook-before.tsx'
import { WebhookContent } from '#app/webhooks/webhooks-content.tsx'
import { changeOneWebhook, webhookPage } from '#app/webhooks/webhooks-page.server.ts'

import type { Route } from './+types/webhook'

const home = '/desk/webhooks'

/** One endpoint: what it is told, its secrets, what became of the messages. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  return { officer: { name, recipient, prefecture }, ...(await webhookPage(args, context, home, args.params.id)) }
}

export async function action(args: Route.ActionArgs) {
  return changeOneWebhook(args, await requireOfficer(args), home, args.params.id)
}

export default function Webhook({ loaderData: { officer, done, ...shown }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('webhooks')
  const title = t('one', { host: new URL(shown.webhook.url).host })
  return (
    <DeskPage officer={officer} title={title} width="wide" before={<WebhookBefore home={home} done={done} />}>
      <WebhookContent {...shown} acted={actionData} />
    </DeskPage>
  )
}
