import { AccountPage } from '#app/accounts/account-page.tsx'
import { requireMember } from '#app/http/filer.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { MadeSecret } from '#app/programs/made-secret.tsx'
import { changePrograms, programsPage } from '#app/programs/programs-page.server.ts'
import { ProgramsView } from '#app/programs/programs-view.tsx'

import type { Route } from './+types/programs'

export async function loader(args: Route.LoaderArgs) {
  return programsPage(args, await requireMember(args, args.params.organisation, 'manage'))
}

export async function action(args: Route.ActionArgs) {
  return changePrograms(args, await requireMember(args, args.params.organisation, 'manage'))
}

/** The programs that file for an organisation, for its administrators. */
export default function OrganisationPrograms({ loaderData: shown, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('programs')
  const made = actionData && 'made' in actionData ? actionData.made : null
  const typed = actionData && 'wish' in actionData ? actionData : null
  return (
    <AccountPage
      title={t(made ? 'shown.title' : 'title')}
      here="organisations"
      said={null}
      before={<a href={shown.address.replace(/\/programs$/, '')}>{t('organisations:backToOne')}</a>}
    >
      {made ? (
        <MadeSecret made={made} address={shown.address} origin={shown.origin} path="/reports" />
      ) : (
        <ProgramsView {...shown} typed={typed} />
      )}
    </AccountPage>
  )
}
