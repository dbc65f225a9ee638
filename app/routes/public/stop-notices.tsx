import { contextOf, worldContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { stopNotices } from '#app/notices/stop-notices.server.ts'
import { readStopToken } from '#app/notices/tokens.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/stop-notices'

/** Opening the link stops nothing: programs that look after mail open every link. */
export function loader({ params, context }: Route.LoaderArgs) {
  if (readStopToken(context.get(worldContext).database.keyring.lookup, params.token) === null)
    throw new Refusal('notFound')
  return null
}

/** The button of the page, and the one click of a mail program (RFC 8058), which has no cookie and reads no answer. */
export async function action({ params, context }: Route.ActionArgs) {
  const { keyring } = context.get(worldContext).database
  const known = await stopNotices(contextOf(context, { kind: 'worker' }), params.token, keyring.lookup)
  if (!known) throw new Refusal('notFound')
  return { stopped: true }
}

export default function StopNotices({ actionData }: Route.ComponentProps) {
  const { t } = useTranslation('notices')
  if (actionData?.stopped) {
    return (
      <Page title={t('stop.done')}>
        <Notice tone="success" announced title={t('stop.done')}>
          <p>{t('stop.doneText')}</p>
        </Notice>
      </Page>
    )
  }
  return (
    <Page title={t('stop.title')}>
      <p>{t('stop.question')}</p>
      <form method="post">
        <Button name="List-Unsubscribe" value="One-Click">
          {t('stop.button')}
        </Button>
      </form>
    </Page>
  )
}
