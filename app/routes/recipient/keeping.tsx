import { data, redirect } from 'react-router'

import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOfficer } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { HoldForm, HoldList } from '#app/retention/hold-forms.tsx'
import { holdCase, liftHold } from '#app/retention/legal-holds.server.ts'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import { listLegalHolds } from '#db/retention/legal-holds.server.ts'
import { findDays } from '#db/retention/retention.server.ts'

import type { Route } from './+types/keeping'

const day = 86_400_000

/** How long this body keeps a case file, and what holds its deletion back. */
export async function loader(args: Route.LoaderArgs) {
  const { db, actor } = await requireOfficer(args)
  const { name, recipient, prefecture, role } = actor
  return db.transaction(async (tx) => {
    const file = await getCaseFile(tx, args.params.id)
    const days = await findDays(tx, 'case-file', recipient)
    return {
      officer: { name, recipient, prefecture },
      file: { id: file.id, title: file.heading.title ?? file.heading.organisation ?? file.reference },
      days,
      goesAt: file.closedAt ? new Date(file.closedAt.getTime() + days * day).toISOString() : null,
      holds: await listLegalHolds(tx, file.reportId),
      mayHold: role !== 'reader',
      done: takeFlash(args),
    }
  })
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOfficer(args)
  const form = await formOf(args.request)
  const [step, reason, hold] = [textOf(form, 'do'), textOf(form, 'reason'), textOf(form, 'hold')]
  const { id, reportId, reference } = await context.db.transaction((tx) => getCaseFile(tx, args.params.id))
  if (step !== 'hold' && step !== 'lift') throw new Refusal('badForm')
  const problems =
    step === 'hold' ? await holdCase(context, { reportId, reference }, reason) : await liftHold(context, hold, reason)
  if (problems.length > 0) return data({ step, typed: { reason, hold }, problems }, { status: 422 })
  leaveFlash(args, step)
  return redirect(`/desk/case-files/${id}/keeping`, 303)
}

export default function Keeping({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('retention')
  const { day: dayOf, period } = useFormat()
  const { officer, file, days, goesAt, holds, mayHold, done } = loaderData
  const running = holds.some(({ liftedAt }) => liftedAt === null)
  const typedIn = (step: string) => (actionData?.step === step ? actionData.typed : null)
  const said = (actionData?.problems ?? []).map((code) => ({
    id: `${actionData?.step}-reason`,
    message: t(`problems.${code}`),
  }))
  const errors = Object.fromEntries(said.map(({ id, message }) => [id, message]))
  return (
    <DeskPage
      officer={officer}
      title={t('keeping.title')}
      before={
        <>
          <p>
            <a href={`/desk/case-files/${file.id}`}>{t('case-files:back', { name: file.title })}</a>
          </p>
          {done && <Notice tone="success" announced title={t(`done.${done}`)} />}
        </>
      }
    >
      <ErrorSummary problems={said} />
      <p>{t('keeping.period', { period: period(days) })}</p>
      <p>{goesAt ? t(running ? 'keeping.held' : 'keeping.goes', { day: dayOf(goesAt) }) : t('keeping.open')}</p>
      <p>{t('keeping.what')}</p>
      <Heading level={2}>{t('holds.title')}</Heading>
      {mayHold && <p>{t('holds.officerLead')}</p>}
      <HoldList holds={holds} lifts={mayHold && officer.recipient} typed={typedIn('lift')} errors={errors} />
      {mayHold && !running && <HoldForm typed={typedIn('hold')} errors={errors} />}
    </DeskPage>
  )
}
