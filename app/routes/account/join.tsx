import { data, redirect } from 'react-router'

import { requireAccount } from '#app/http/filer.server.ts'
import { leaveFlash } from '#app/http/flash.server.ts'
import { memberAt } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { findJoining, joinOrganisation } from '#app/organisations/organise.server.ts'
import { Button, LinkButton } from '#app/ui/button.tsx'
import { Page } from '#app/ui/page.tsx'

import type { Route } from './+types/join'

export async function loader(args: Route.LoaderArgs) {
  const joining = await findJoining(args, args.params.token)
  if (!joining) return data(null, { status: 404 })
  return { name: joining.name, role: joining.role, token: args.params.token, isMember: (await memberAt(args)) !== null }
}

export async function action(args: Route.ActionArgs) {
  const { organisationId, said } = await joinOrganisation(args, await requireAccount(args), args.params.token)
  leaveFlash(args, said)
  return redirect(`/organisations/${organisationId}`, 303)
}

/** Where an invitation leads. Whoever has no account makes one first, and comes back by the same link. */
export default function Join({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  if (!loaderData) {
    return (
      <Page title={t('join.gone')}>
        <p className="lead">{t('join.goneText')}</p>
      </Page>
    )
  }
  const { name, role, token, isMember } = loaderData
  return (
    <Page title={t('join.title')}>
      <p className="lead">{t('join.lead', { name, role: t(`account:roles.${role}`) })}</p>
      <p>{t(`account:roleHints.${role}`)}</p>
      {isMember ? (
        <form method="post">
          <Button size="large">{t('join.submit')}</Button>
        </form>
      ) : (
        <>
          <p>{t('join.signIn')}</p>
          <div className="actions">
            <LinkButton look="primary" href={`/sign-in?next=${encodeURIComponent(`/join/${token}`)}`}>
              {t('account:ask.signIn')}
            </LinkButton>
            <LinkButton href="/account/new">{t('account:ask.title')}</LinkButton>
          </div>
        </>
      )}
    </Page>
  )
}
