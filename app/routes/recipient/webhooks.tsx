import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'
import { WebhooksContent } from '#app/webhooks/webhooks-content.tsx'
import { addWebhook, webhooksPage } from '#app/webhooks/webhooks-page.server.ts'

import type { Route } from './+types/webhooks'

const home = '/desk/webhooks'

/** The addresses of a body's own programs that are told what happens; for whoever administers the body. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  return { officer: { name, recipient, prefecture }, ...(await webhooksPage(args, context, home)) }
}

export async function action(args: Route.ActionArgs) {
  return addWebhook(args, await requireOfficer(args))
}

export default function Webhooks({ loaderData: { officer, done, ...shown }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('webhooks')
  const before = (
    <>
      <a href="/desk/teams">{t('case-files:teams.title')}</a>
      {done && <Notice tone="success" announced title={t(`done.${done}`)} />}
    </>
  )
  return (
    <DeskPage officer={officer} title={t('title')} before={before}>
      <WebhooksContent {...shown} acted={actionData} />
    </DeskPage>
  )
}
