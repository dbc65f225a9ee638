import { data, redirect } from 'react-router'

import { recipientsAt } from '#app/accounts/invite.server.ts'
import { StaleNote } from '#app/accounts/stale-note.tsx'
import { leaveFlash, takeFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { isFreshOrStays, requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { HoldForm, HoldList } from '#app/retention/hold-forms.tsx'
import { holdReport, liftHold, type HoldProblem } from '#app/retention/legal-holds.server.ts'
import { PeriodForm } from '#app/retention/period-form.tsx'
import { PeriodTable } from '#app/retention/period-table.tsx'
import { currentAndPast, goesBy, setPeriod, type PeriodProblem } from '#app/retention/periods.server.ts'
import { TombstoneTable } from '#app/retention/tombstone-table.tsx'
import { Details } from '#app/ui/details.tsx'
import { ErrorSummary } from '#app/ui/error-summary.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { listLegalHolds } from '#db/retention/legal-holds.server.ts'
import { listPeriods, listTombstones } from '#db/retention/retention.server.ts'

import type { Route } from './+types/retention'

const shown = 50

/** How long what is kept, what is held back, and what was deleted last. Reports themselves are not on this side. */
export async function loader(args: Route.LoaderArgs) {
  const { db, now } = await requireOperator(args)
  await requireFresh(args)
  return db.transaction(async (tx) => ({
    ...currentAndPast(await listPeriods(tx)),
    holds: await listLegalHolds(tx, null),
    tombstones: await listTombstones(tx, shown),
    bodies: recipientsAt(now),
    done: takeFlash(args),
  }))
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  const form = await formOf(args.request)
  const step = textOf(form, 'do')
  const names = ['kind', 'recipient', 'days', 'basis', 'reference', 'hold', 'reason', 'goes'] as const
  const typed = Object.fromEntries(names.map((name) => [name, textOf(form, name)])) as Record<
    (typeof names)[number],
    string
  >
  const act = {
    period: () => setPeriod(context, typed, recipientsAt(context.now)),
    hold: async () => alone(await holdReport(context, typed.reference, typed.reason)),
    lift: async () => alone(await liftHold(context, typed.hold, typed.reason)),
  }[step]
  if (!act) throw new Refusal('badForm')
  const { problems, goes } = (await isFreshOrStays(args)) ? await act() : alone(['stale'])
  if (problems.length > 0)
    return data({ step, typed: { ...typed, goes: goesBy(goes, typed) }, problems, goes }, { status: 422 })
  leaveFlash(args, step)
  return redirect('/operator/retention', 303)
}

const alone = (problems: (HoldProblem | PeriodProblem)[]) => ({ problems, goes: 0 })

export default function OperatorRetention({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('retention')
  const { current, past, holds, tombstones, bodies, done } = loaderData
  const typedIn = (step: string) => (actionData?.step === step ? actionData.typed : null)
  const said = (actionData?.problems ?? []).map((code) => ({
    id: `${actionData?.step}-${fieldOf[code]}`,
    message: t(`problems.${code}`, { count: actionData?.goes ?? 0 }),
  }))
  const errors = Object.fromEntries(said.map(({ id, message }) => [id, message]))
  return (
    <OperatorPage
      title={t('operator.title')}
      here="retention"
      before={done && <Notice tone="success" announced title={t(`done.${done}`)} />}
    >
      <ErrorSummary problems={said} />
      {actionData?.problems.some((code) => code === 'stale') && <StaleNote />}
      <p>{t('operator.lead')}</p>
      <PeriodTable id="periods" caption={t('operator.now')} periods={current} />
      <Details summary={t('operator.change')} open={typedIn('period') !== null}>
        <PeriodForm bodies={bodies} typed={typedIn('period')} goes={actionData?.goes ?? 0} errors={errors} />
      </Details>
      {past.length > 0 && (
        <Details summary={t('operator.past')}>
          <PeriodTable id="past" caption={t('operator.past')} periods={past} />
        </Details>
      )}
      <Heading level={2}>{t('holds.title')}</Heading>
      <p>{t('holds.operatorLead')}</p>
      <HoldList holds={holds} lifts={null} typed={typedIn('lift')} errors={errors} />
      <Details summary={t('holds.setReport')} open={typedIn('hold') !== null}>
        <HoldForm asksReference typed={typedIn('hold')} errors={errors} />
      </Details>
      <Heading level={2}>{t('operator.deleted')}</Heading>
      <TombstoneTable tombstones={tombstones} />
    </OperatorPage>
  )
}

/** The field that a problem belongs to. */
const fieldOf = {
  missingReason: 'reason',
  longReason: 'reason',
  badKind: 'kind',
  notOfBodies: 'recipient',
  badBody: 'recipient',
  badDays: 'days',
  sure: 'days',
  badBasis: 'basis',
  unknownReference: 'reference',
  heldAlready: 'reference',
  notHeld: 'reason',
  mayNot: 'reason',
  stale: 'reason',
} as const
