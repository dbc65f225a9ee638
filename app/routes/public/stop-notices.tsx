import { data } from 'react-router'

import { contextOf, worldContext } from '#app/context.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { stopNotices } from '#app/notices/stop-notices.server.ts'
import { readStopToken } from '#app/notices/tokens.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/stop-notices'

/** Opening the link stops nothing: programs that look after mail open every link. */
export function loader({ params, context }: Route.LoaderArgs) {
  const known = readStopToken(context.get(worldContext).database.keyring.lookup, params.token) !== null
  return data({ known }, { status: known ? 200 : 404 })
}

/** The button of the page, and the one click of a mail program (RFC 8058), which has no cookie and reads no answer. */
export async function action({ params, context }: Route.ActionArgs) {
  const { keyring } = context.get(worldContext).database
  const known = await stopNotices(contextOf(context, { kind: 'worker' }), params.token, keyring.lookup)
  return data({ stopped: known }, { status: known ? 200 : 404 })
}

export default function StopNotices({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('notices')
  if (!loaderData.known || actionData?.stopped === false) return <OldLink />
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

/** Cut off by a mail program, or older than the portal's keys. Nothing has stopped, and there is another way. */
function OldLink() {
  const { t } = useTranslation('notices')
  return (
    <Page title={t('stop.old')}>
      <p className="lead">{t('stop.oldText')}</p>
      <p>{t('stop.oldWays')}</p>
      <ul className="list">
        <li>
          {t('stop.oldReporter')} <a href="/resume">{t('stop.oldReporterLink')}</a>
        </li>
        <li>
          {t('stop.oldLogin')} <a href="/sign-in">{t('stop.oldLoginLink')}</a>
        </li>
      </ul>
    </Page>
  )
}
