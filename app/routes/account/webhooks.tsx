import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'
import { WebhooksContent } from '#app/webhooks/webhooks-content.tsx'
import { addWebhook, webhooksPage } from '#app/webhooks/webhooks-page.server.ts'

import type { Route } from './+types/webhooks'

/** The addresses of an organisation's or vendor's own programs that are told what bodies do with its reports. */
export async function loader(args: Route.LoaderArgs) {
  const { organisation } = args.params
  const context = await requireMember(args, organisation, 'manage')
  return webhooksPage(args, context, `/organisations/${organisation}/webhooks`)
}

export async function action(args: Route.ActionArgs) {
  return addWebhook(args, await requireMember(args, args.params.organisation, 'manage'))
}

export default function Webhooks({ loaderData: { done, ...shown }, actionData, params }: Route.ComponentProps) {
  const { t } = useTranslation('webhooks')
  const before = (
    <>
      <a href={`/organisations/${params.organisation}`}>{t('organisations:backToOne')}</a>
      {done && <Notice tone="success" announced title={t(`done.${done}`)} />}
    </>
  )
  return (
    <AccountPage title={t('title')} here="organisations" width="narrow" before={before}>
      <WebhooksContent {...shown} acted={actionData} />
    </AccountPage>
  )
}
