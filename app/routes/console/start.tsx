import { redirect } from 'react-router'

import { AccountPage } from '#app/accounts/account-page.tsx'
import { contextOf } from '#app/context.ts'
import { requireAccount } from '#app/http/filer.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { listMemberships } from '#db/organisations/memberships.server.ts'
import { findOrganisation } from '#db/organisations/organisations.server.ts'

import type { Route } from './+types/start'

/** For which organisation one acts. Whoever is in one only need not choose. */
export async function loader(args: Route.LoaderArgs) {
  const { actor } = await requireAccount(args)
  const places = await contextOf(args.context, { kind: 'worker' }).db.transaction(async (tx) => {
    const memberships = await listMemberships(tx, actor.accountId)
    return Promise.all(memberships.map(({ organisationId }) => findOrganisation(tx, organisationId)))
  })
  const shown = places.filter((one) => one !== null)
  const [only] = shown.filter(({ personalOf }) => personalOf === null)
  if (only && shown.filter(({ personalOf }) => personalOf === null).length === 1) throw redirect(`/console/${only.id}`)
  return { places: shown.map(({ id, profile }) => ({ id, name: profile.name })) }
}

export default function ConsoleStart({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('console')
  return (
    <AccountPage title={t('start.title')} here={null}>
      <p className="lead">{t('start.lead')}</p>
      <ul className="list">
        {loaderData.places.map(({ id, name }) => (
          <li key={id}>
            <a href={`/console/${id}`}>{t('door', { name })}</a>
          </li>
        ))}
      </ul>
    </AccountPage>
  )
}
