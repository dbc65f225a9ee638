import { data, redirect } from 'react-router'

import { askForHold, liftHold } from '#app/feedback/hold.server.ts'
import { HoldForm } from '#app/feedback/hold-card.tsx'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'

import type { Route } from './+types/hold'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  await requireFiler(args, reference, 'read')
  return { frame: frameOf(args, reference) }
}

/** Asks every recipient to put only what cannot wait, or ends that. */
export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const holder = await requireFiler(args, reference, 'answer')
  const form = await formOf(args.request)
  const lift = textOf(form, 'lift')
  const typed = { reason: textOf(form, 'reason'), hours: textOf(form, 'hours'), text: textOf(form, 'text') }
  if (lift) await liftHold(holder, lift)
  else {
    const problems = await askForHold(holder, typed)
    if (problems.length > 0) return data({ typed, problems }, { status: 422 })
  }
  leaveFlash(args, lift ? 'holdLifted' : 'holdSet')
  return redirect(`/reports/${reference}`, 303)
}

export default function Hold({ loaderData: { frame }, actionData }: Route.ComponentProps) {
  const { t } = useNames()
  const base = `/reports/${frame.reference}`
  const problems = (actionData?.problems ?? []).map(({ field, code, values }) => ({
    id: `hold-${field}`,
    message: t(`recipient:problems.${code}`, { ...values }),
  }))
  return (
    <ReportPage act="answer" frame={frame} title={t('asking:hold.title')} current="board" here={`${base}/hold`}>
      <ErrorSummary problems={problems} />
      <HoldForm
        base={base}
        typed={actionData?.typed ?? null}
        errors={new Map(problems.map(({ id, message }) => [id, message]))}
      />
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}
