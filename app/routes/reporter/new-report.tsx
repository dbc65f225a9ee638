import { redirect } from 'react-router'

import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { signInHolder, signOut } from '#app/http/session.server.ts'
import { begunHere } from '#app/reports/begun-here.server.ts'
import { BegunCodes, BegunHere } from '#app/reports/begun-report.tsx'
import { leaveSecret } from '#app/reports/keep-codes.server.ts'
import { useNames } from '#app/reports/names.ts'
import { startReport } from '#app/reports/start-report.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/new-report'

/** What would be closed by beginning another report. Without that, a link to this address (a bookmark, a reload) starts nothing. */
export async function loader(args: Route.LoaderArgs) {
  const begun = await begunHere(args)
  if (begun === null) throw redirect('/')
  return begun
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

export default function NewReport({ loaderData: begun }: Route.ComponentProps) {
  const { t } = useNames()
  return (
    <Page title={t('another.title')}>
      <BegunHere begun={begun} />
      <BegunCodes begun={begun} back="/reports" />
      <p>{t('another.closes')}</p>
      <form method="post" action="/reports">
        <Button look="outline" name="another" value="yes">
          {t('another.begin')}
        </Button>
      </form>
    </Page>
  )
}
