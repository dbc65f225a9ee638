import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { WebhookBefore } from '#app/webhooks/webhook-before.tsx'
import { WebhookContent } from '#app/webhooks/webhooks-content.tsx'
import { changeOneWebhook, webhookPage } from '#app/webhooks/webhooks-page.server.ts'

import type { Route } from './+types/webhook'

const homeOf = (organisation: string) => `/organisations/${organisation}/webhooks`

/** One endpoint of an organisation: what it is told, its secrets, what became of the messages. */
export async function loader(args: Route.LoaderArgs) {
  const { organisation, id } = args.params
  const context = await requireMember(args, organisation, 'manage')
  return webhookPage(args, context, homeOf(organisation), id)
}

export async function action(args: Route.ActionArgs) {
  const { organisation, id } = args.params
  const context = await requireMember(args, organisation, 'manage')
  return changeOneWebhook(args, context, homeOf(organisation), id)
}

export default function Webhook({ loaderData: { done, ...shown }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('webhooks')
  const title = t('one', { host: new URL(shown.webhook.url).host })
  return (
    <AccountPage title={title} here="organisations" before={<WebhookBefore home={shown.home} done={done} />}>
      <WebhookContent {...shown} acted={actionData} />
    </AccountPage>
  )
}
