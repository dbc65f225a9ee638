import { redirect } from 'react-router'

import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { openHere, signInHolder, signOut, type DoorArgs } from '#app/http/session.server.ts'
import { KeepBanner } from '#app/reports/keep-banner.tsx'
import { leaveSecret, secretToShow } from '#app/reports/keep-codes.server.ts'
import { useNames } from '#app/reports/names.ts'
import { startReport } from '#app/reports/start-report.server.ts'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'
import { readFiling } from '#db/reports/drafts.server.ts'

import type { Route } from './+types/new-report'

/** What would be closed by beginning another report. Without that, a link to this address (a bookmark, a reload) starts nothing. */
export async function loader(args: Route.LoaderArgs) {
  const reference = await begunHere(args)
  if (reference === null) throw redirect('/')
  return { reference, secret: secretToShow(args, reference)?.secret ?? null }
}

export async function action(args: Route.ActionArgs) {
  const visit = args.context.get(visitContext)
  const form = await formOf(args.request).catch(() => new FormData()) // usually there is nothing in it
  if (form.has('another')) await signOut(args, 'report')
  else if ((await begunHere(args)) !== null) return redirect('/reports', 303)
  const shown = { ticket: textOf(form, 'ticket'), proof: textOf(form, 'proof') }
  const ticket = args.context.get(worldContext).guests.admit(visit, shown)
  if (ticket) return redirect(`/busy/${ticket}`, 303)

  const { language } = visit
  const { id, reference, secret } = await startReport(contextOf(args.context, { kind: 'anyone' }), language)
  await signInHolder(args, { reportId: id, reference })
  leaveSecret(args, reference, secret)
  return redirect(`/reports/${reference}/answer/now-start`, 303)
}

/** The report that is open in this browser, if somebody has answered anything: its secret may be on no paper yet. */
async function begunHere(args: DoorArgs): Promise<string | null> {
  const held = await openHere(args)
  if (!held) return null
  const { db } = contextOf(args.context, held)
  const filing = await db.transaction((tx) => readFiling(tx, held.reportId))
  const isBegun = filing !== null && (filing.draft.version > 1 || filing.report.revisionNumber > 0)
  return isBegun ? held.reference : null
}

export default function NewReport({ loaderData: { reference, secret } }: Route.ComponentProps) {
  const { t } = useNames()
  const base = `/reports/${reference}`
  return (
    <Page title={t('another.title')}>
      <p className="lead">{t('another.lead', { reference })}</p>
      <Actions>
        <LinkButton look="primary" size="large" href={base}>
          {t('another.goOn')}
        </LinkButton>
      </Actions>
      {secret && (
        <KeepBanner reference={reference} secret={secret} action={`${base}/kept`} back="/reports" folded={false} />
      )}
      <p>{t('another.closes')}</p>
      <form method="post" action="/reports">
        <Button look="outline" name="another" value="yes">
          {t('another.begin')}
        </Button>
      </form>
    </Page>
  )
}
