import { useTranslation } from '#app/i18n/use-translation.ts'
import { data, redirect } from 'react-router'

import { visitContext, worldContext } from '#app/context.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf } from '#app/http/form.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { actOnNotices } from '#app/notices/act-on-notices.server.ts'
import { NoticeSettings } from '#app/notices/notice-settings.tsx'
import { readNotices } from '#app/notices/read-notices.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { Route } from './+types/notices'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const notices = await readNotices(await requireFiler(args, reference, 'read'))
  const { smtpUrl } = args.context.get(worldContext).config
  return { frame: frameOf(args, reference), notices, sends: smtpUrl !== null }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const context = await requireFiler(args, reference, 'answer')
  const acted = await actOnNotices(context, await formOf(args.request), args.context.get(visitContext).language)
  if (!('done' in acted)) return data(acted, { status: 422 })
  leaveFlash(args, acted.done)
  return redirect(`/reports/${reference}/notices`, 303)
}

export default function Notices({ loaderData: { frame, notices, sends }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('notices')
  const base = `/reports/${frame.reference}`
  const problem = actionData && { id: actionData.field, message: t(`problems.${actionData.problem}`) }
  return (
    <ReportPage act="answer" frame={frame} title={t('ask.title')} current="board" here={`${base}/notices`}>
      <ErrorSummary problems={problem ? [problem] : []} />
      <p>{t('ask.lead')}</p>
      {notices.state !== 'on' && <Notice tone="warning" title={t('ask.caution')} />}
      {!sends && <Notice title={t('ask.noServer')} />}
      <NoticeSettings notices={notices} failed={actionData} />
      <p>
        <a href={base}>{t('ask.back')}</a>
      </p>
    </ReportPage>
  )
}
