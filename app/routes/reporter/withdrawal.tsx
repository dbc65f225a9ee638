import { data, redirect } from 'react-router'

import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { wordsOf } from '#app/i18n/i18n.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { reasonLimit, toldOfWithdrawal, withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { Audience } from '#app/ui/audience.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-input.tsx'

import type { Route } from './+types/withdrawal'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'read')
  const { report } = await openDraft(holder)
  if (report.withdrawnAt) throw redirect(`/reports/${reference}`)
  const isSent = report.revisionNumber > 0
  return { frame: frameOf(args, reference), isSent, told: await toldOfWithdrawal(holder), limit: reasonLimit }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'send')
  const form = await formOf(args.request)
  const reason = textOf(form, 'reason')
  const { report } = await openDraft(holder)
  const isSent = report.revisionNumber > 0
  const wrong = isSent && reason === '' ? 'reasonMissing' : reason.length > reasonLimit ? 'reasonLong' : null
  if (wrong) return data({ wrong, reason } as const, { status: 422 })

  const words = wordsOf(report.language)
  await withdrawReport(holder, {
    message: words('reporter:withdraw.message', { reason }),
    plain: words('reporter:withdraw.plain'),
  })
  leaveFlash(args, 'withdrawn')
  return redirect(`/reports/${reference}`, 303)
}

export default function Withdrawal({ loaderData, actionData }: Route.ComponentProps) {
  const { t, recipients } = useNames()
  const { frame, isSent, told, limit } = loaderData
  const base = `/reports/${frame.reference}`
  const error = actionData && t(`withdraw.${actionData.wrong}`, { max: limit })
  return (
    <ReportPage act="send" frame={frame} title={t('withdraw.title')} current="board" here={`${base}/withdrawal`}>
      <ErrorSummary problems={error ? [{ id: 'reason', message: error }] : []} />
      <p className="lead">{t(isSent ? 'withdraw.lead' : 'withdraw.draftLead')}</p>
      {told.withReason.length > 0 && <p>{t('withdraw.told', { recipients: recipients(told.withReason) })}</p>}
      {told.plain.length > 0 && <p>{t('withdraw.toldPlain', { recipients: recipients(told.plain) })}</p>}
      {isSent && <p>{t('withdraw.duty')}</p>}
      <form method="post" noValidate className="stack">
        {/* Of a report that nobody has, the reason would reach nobody */}
        {isSent && (
          <Field
            id="reason"
            label={t('withdraw.reason')}
            hint={t('withdraw.reasonHint')}
            error={error}
            need="required"
            audience={told.plain.length === 0 && <Audience who="everybody" />}
          >
            {(control) => (
              <TextArea {...control} name="reason" rows={4} maxLength={limit} defaultValue={actionData?.reason} />
            )}
          </Field>
        )}
        <Actions>
          <Button look="danger">{t('withdraw.confirm')}</Button>
          <LinkButton look="text" href={base}>
            {t('withdraw.back')}
          </LinkButton>
        </Actions>
      </form>
    </ReportPage>
  )
}
