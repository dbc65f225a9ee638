import { data, redirect } from 'react-router'

import { isAdministrator } from '#app/case-files/acts/administrator.ts'
import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { visitContext, worldContext } from '#app/context.ts'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { actOnNotices } from '#app/notices/act-on-notices.server.ts'
import { NoticeSettings } from '#app/notices/notice-settings.tsx'
import { readNotices } from '#app/notices/read-notices.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/notices'

/** Where and how often this officer wants to be told by mail. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  const { smtpUrl } = args.context.get(worldContext).config
  return {
    officer: { name, recipient, prefecture },
    notices: await readNotices(context),
    sends: smtpUrl !== null,
    administers: isAdministrator(context.actor),
    done: takeFlash(args),
  }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args, 'ownMails')
  const acted = await actOnNotices(context, await formOf(args.request), args.context.get(visitContext).language)
  if (!('done' in acted)) return data(acted, { status: 422 })
  leaveFlash(args, acted.done)
  return redirect('/desk/notices', 303)
}

export default function DeskNotices({ loaderData, actionData }: Route.ComponentProps) {
  const { officer, notices, sends, administers, done } = loaderData
  const { t } = useTranslation('notices')
  const problem = actionData && { id: actionData.field, message: t(`problems.${actionData.problem}`) }
  return (
    <DeskPage
      officer={officer}
      title={t('ask.title')}
      before={done && <Notice tone="success" announced title={t(`reporter:notices.${done}`)} />}
    >
      <ErrorSummary problems={problem ? [problem] : []} />
      <p>{t('ask.officerLead')}</p>
      {!sends && <Notice title={t('ask.noServer')} />}
      <NoticeSettings notices={notices} failed={actionData} offersArrivals />
      {administers && (
        <p>
          <a href="/desk/webhooks">{t('webhooks:link')}</a>
        </p>
      )}
    </DeskPage>
  )
}
