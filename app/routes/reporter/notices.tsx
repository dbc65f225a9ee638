import { useTranslation } from '#app/i18n/use-translation.ts'
import { data, redirect } from 'react-router'

import { worldContext } from '#app/context.ts'
import { askForNotices, readNoticeAddress } from '#app/notices/notice-address.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireHolder } from '#app/http/session.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

import type { Route } from './+types/notices'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const address = await readNoticeAddress(await requireHolder(args, reference))
  const { smtpUrl } = args.context.get(worldContext).config
  return { frame: frameOf(args, reference), address, sends: smtpUrl !== null }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const context = await requireHolder(args, reference)
  const typed = textOf(await formOf(args.request), 'address')
  if (!(await askForNotices(context, typed))) return data({ typed }, { status: 422 })
  leaveFlash(args, typed === '' ? 'noticesEnded' : 'noticesAsked')
  return redirect(`/reports/${reference}`, 303)
}

export default function Notices({ loaderData: { frame, address, sends }, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('notices')
  const base = `/reports/${frame.reference}`
  const error = actionData && t('ask.wrong')
  return (
    <ReportPage frame={frame} title={t('ask.title')} current="board" here={`${base}/notices`}>
      <ErrorSummary problems={error ? [{ id: 'address', message: error }] : []} />
      <p>{t('ask.lead')}</p>
      <Notice tone="warning" title={t('ask.caution')} />
      {!sends && <Notice title={t('ask.noServer')} />}
      <form method="post" noValidate className="stack">
        <Field id="address" label={t('ask.address')} hint={t('ask.hint')} error={error}>
          {(control) => (
            <TextInput
              {...control}
              name="address"
              type="email"
              autoComplete="email"
              span="long"
              defaultValue={actionData?.typed ?? address ?? ''}
            />
          )}
        </Field>
        <Actions>
          <Button>{t('ask.save')}</Button>
          <LinkButton look="text" href={base}>
            {t('ask.back')}
          </LinkButton>
        </Actions>
      </form>
    </ReportPage>
  )
}
