import { redirect } from 'react-router'

import { BelongsView } from '#app/accounts/belongs-view.tsx'
import { readPlaces } from '#app/accounts/my-reports.server.ts'
import { endKey, takeReport } from '#app/accounts/own-report.server.ts'
import { contextOf } from '#app/context.ts'
import { requireFiler } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { memberAt } from '#app/http/session.server.ts'
import { frameOf } from '#app/reports/frame.server.ts'
import { useNames } from '#app/reports/names.ts'
import { ReportPage } from '#app/reports/report-page.tsx'
import { findOrganisation } from '#db/organisations/organisations.server.ts'
import { listStandings } from '#db/organisations/standings.server.ts'
import { findReport, isKeyEnded } from '#db/reports/reports.server.ts'

import type { Route } from './+types/belongs'

export async function loader(args: Route.LoaderArgs) {
  const { reference } = args.params
  const filer = await requireFiler(args, reference, 'read')
  const { reportId } = filer.actor
  const member = await memberAt(args)
  const places = member ? await readPlaces(args, contextOf(args.context, member)) : []
  const { report, standings, keyEnded } = await filer.db.transaction(async (tx) => ({
    report: await findReport(tx, reportId),
    standings: await listStandings(tx, reportId),
    keyEnded: await isKeyEnded(tx, reportId),
  }))
  const { db } = contextOf(args.context, { kind: 'worker' })
  const owner = report?.organisationId ?? null
  const organisation = owner ? await db.transaction((tx) => findOrganisation(tx, owner)) : null
  const isOwn = organisation?.personalOf !== null && organisation?.personalOf === member?.accountId
  return {
    frame: frameOf(args, reference),
    isMember: member !== null,
    belongs: organisation && { name: organisation.personalOf ? null : organisation.profile.name, isOwn },
    standings,
    keyEnded,
    // From nobody's hands anywhere; from one's own space to an organisation; never from one organisation to another.
    targets: (owner === null || isOwn ? places : [])
      .filter(({ organisation: { id }, role }) => id !== owner && (role === 'administrator' || role === 'editor'))
      .map(({ organisation: { id, personalOf, profile } }) => ({ id, name: personalOf ? null : profile.name })),
  }
}

export async function action(args: Route.ActionArgs) {
  const { reference } = args.params
  const filer = await requireFiler(args, reference, 'send')
  const form = await formOf(args.request)
  const step = textOf(form, 'step')
  const here = `/reports/${reference}/belongs`
  if (step === 'end-key') {
    const isHolder = filer.actor.kind === 'holder'
    leaveFlash(args, (await endKey(filer)) ? 'keyEnded' : 'notYours')
    return redirect(isHolder ? '/account' : here, 303)
  }
  if (step !== 'take') throw new Refusal('badForm')
  if (textOf(form, 'organisation') === '') {
    leaveFlash(args, 'notChosen')
    return redirect(here, 303)
  }
  const member = await memberAt(args)
  if (!member) throw new Refusal('signIn', { next: '/sign-in' })
  const taking = { accountId: member.accountId, organisationId: textOf(form, 'organisation') }
  const known = (await readPlaces(args, contextOf(args.context, member))).some(
    ({ organisation }) => organisation.id === taking.organisationId,
  )
  // Whoever opened it by its key holds it; in their own space it is theirs as a member.
  const own = contextOf(args.context, { ...member, reportId: filer.actor.reportId })
  const taken = known && ((await takeReport(filer, taking)) || (await takeReport(own, taking)))
  leaveFlash(args, taken ? 'taken' : 'notYours')
  return redirect(here, 303)
}

/** To whom a report belongs, where else it can go, and whether its first key still opens it. */
export default function Belongs({ loaderData }: Route.ComponentProps) {
  const { t } = useNames()
  const { frame, ...rest } = loaderData
  const base = `/reports/${frame.reference}`
  return (
    <ReportPage act="send" frame={frame} title={t('account:belongs.title')} current="board" here={`${base}/belongs`}>
      <BelongsView {...rest} here={`${base}/belongs`} />
      <p>
        <a href={base}>{t('board.back')}</a>
      </p>
    </ReportPage>
  )
}
