import { DeskPage } from '#app/case-files/queue/desk-page.tsx'
import { requireOfficer } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { MadeSecret } from '#app/programs/made-secret.tsx'
import { changePrograms, programsPage } from '#app/programs/programs-page.server.ts'
import { ProgramsView } from '#app/programs/programs-view.tsx'

import type { Route } from './+types/programs'

export async function loader(args: Route.LoaderArgs) {
  const context = await requireOfficer(args)
  const { name, recipient, prefecture } = context.actor
  return { officer: { name, recipient, prefecture }, ...(await programsPage(args, context)) }
}

export async function action(args: Route.ActionArgs) {
  return changePrograms(args, await requireOfficer(args))
}

/** The body's programs, for those who look after the body. */
export default function Programs({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('programs')
  const { officer, ...shown } = loaderData
  const made = actionData && 'made' in actionData ? actionData.made : null
  const typed = actionData && 'wish' in actionData ? actionData : null
  return (
    <DeskPage
      officer={officer}
      title={t(made ? 'shown.title' : 'title')}
      width="narrow"
      before={<a href="/desk/teams">{t('case-files:teams.title')}</a>}
    >
      {made ? (
        <MadeSecret made={made} address={shown.address} origin={shown.origin} path="/case-files" />
      ) : (
        <ProgramsView {...shown} typed={typed} />
      )}
    </DeskPage>
  )
}
