import { AccountPage } from '#app/accounts/account-page.tsx'
import { ReportTable } from '#app/accounts/report-table.tsx'
import { readPlaces } from '#app/accounts/my-reports.server.ts'
import { requireAccount } from '#app/http/filer.server.ts'
import { takeFlash } from '#app/http/flash.server.ts'
import { mayAct } from '#app/http/member-acts.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { Actions, Button, LinkButton } from '#app/ui/button.tsx'
import { Heading } from '#app/ui/heading.tsx'

import type { Route } from './+types/reports'

/** The reports of whoever is signed in, and of every organisation that they belong to. */
export async function loader(args: Route.LoaderArgs) {
  const places = await readPlaces(args, await requireAccount(args))
  return {
    said: takeFlash(args),
    places: places.map(({ organisation, role, reports }) => ({
      id: organisation.id,
      name: organisation.personalOf ? null : organisation.profile.name,
      verifiedAt: organisation.verifiedAt,
      role,
      mayDraft: mayAct(role, 'draft'),
      reports,
    })),
  }
}

export default function MyReports({ loaderData: { places, said } }: Route.ComponentProps) {
  const { t } = useTranslation('account')
  return (
    <AccountPage title={t('reports.title')} here="reports" said={said}>
      {places.map(({ id, name, verifiedAt, role, mayDraft, reports }) => (
        <section key={id} className="stack">
          <Heading level={2}>{name ?? t('reports.own')}</Heading>
          {name && (
            <p>
              <OrganisationStanding verified={verifiedAt !== null} />{' '}
              {t('reports.youAre', { role: t(`roles.${role}`) })}{' '}
              <a href={`/organisations/${id}`}>{t('reports.organisation', { name })}</a>
            </p>
          )}
          {reports.length === 0 ? (
            <p className="quiet">{t('reports.none')}</p>
          ) : (
            <ReportTable id={`reports-${id}`} caption={name ?? t('reports.own')} reports={reports} />
          )}
          {mayDraft && (
            <form method="post" action="/account/reports">
              <input type="hidden" name="organisation" value={id} />
              <Button look={name ? 'primary' : 'outline'}>
                {t('reports.begin')}
                <span className="visually-hidden">{t('reports.beginFor', { name: name ?? t('reports.own') })}</span>
              </Button>
            </form>
          )}
        </section>
      ))}
      <Heading level={2}>{t('reports.more')}</Heading>
      <p>{t('reports.takeText')}</p>
      <Actions>
        <LinkButton href="/account/take-over">{t('take.title')}</LinkButton>
        <LinkButton href="/organisations">{t('organisations:add.title')}</LinkButton>
      </Actions>
    </AccountPage>
  )
}
