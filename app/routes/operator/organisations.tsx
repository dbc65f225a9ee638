import { takeFlash } from '#app/http/flash.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { listProposals } from '#db/organisations/administrator-proposals.server.ts'
import { listOpenClaims } from '#db/organisations/claims.server.ts'
import { listOrganisations } from '#db/organisations/organisations.server.ts'

import type { Route } from './+types/organisations'

const most = 500

/** Organisations and their open claims; nothing of their reports. */
export async function loader(args: Route.LoaderArgs) {
  const { db, now } = await requireOperator(args)
  await requireFresh(args)
  return db.transaction(async (tx) => ({
    said: takeFlash(args),
    claims: (await listOpenClaims(tx)).map(({ id, organisationId, name, corporateNumber, madeAt }) => ({
      id,
      organisationId,
      name,
      corporateNumber,
      madeAt,
    })),
    proposals: await listProposals(tx, now),
    organisations: (await listOrganisations(tx, most)).map(
      ({ id, profile, corporateNumber, verifiedAt, createdAt }) => ({
        id,
        name: profile.name,
        corporateNumber,
        verified: verifiedAt !== null,
        createdAt,
      }),
    ),
  }))
}

export default function OperatorOrganisations({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { said, claims, proposals, organisations } = loaderData
  const names = new Map(organisations.map(({ id, name }) => [id, name]))
  return (
    <OperatorPage title={t('operator.title')} here="organisations">
      {said && <Notice tone="success" title={t(`operator.said.${said}`)} announced />}
      <p className="lead">{t('operator.lead')}</p>
      <Heading level={2}>{t('operator.open')}</Heading>
      {claims.length === 0 ? (
        <p>{t('operator.noneOpen')}</p>
      ) : (
        <ul className="list">
          {claims.map(({ id, organisationId, name, corporateNumber, madeAt }) => (
            <li key={id}>
              <a href={`/operator/organisations/${organisationId}`}>{names.get(organisationId) ?? name}</a>{' '}
              {names.has(organisationId) && names.get(organisationId) !== name && (
                <>{t('operator.claimedAsName', { name })} </>
              )}
              {t('operator.numberIs', { number: corporateNumber })}{' '}
              <span className="quiet">{t('operator.claimedAt', { at: dateTime(madeAt.toISOString()) })}</span>
            </li>
          ))}
        </ul>
      )}
      {proposals.length > 0 && (
        <>
          <Heading level={2}>{t('operating:proposal.waits')}</Heading>
          <ul className="list">
            {proposals.map(({ id, organisationId, proposedAt }) => (
              <li key={id}>
                <a href={`/operator/organisations/${organisationId}`}>{names.get(organisationId) ?? t('name')}</a>{' '}
                <span className="quiet">{t('operator.proposedAt', { at: dateTime(proposedAt.toISOString()) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Heading level={2}>{t('operator.all')}</Heading>
      <div className="stacked-table">
        <DataTable id="organisations" caption={t('operator.all')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('number')}</th>
              <th scope="col">{t('state')}</th>
              <th scope="col">{t('operator.made')}</th>
            </tr>
          </thead>
          <tbody>
            {organisations.map(({ id, name, corporateNumber, verified, createdAt }) => (
              <tr key={id}>
                <th scope="row" className="name-cell">
                  <a href={`/operator/organisations/${id}`}>{name}</a>
                </th>
                <td data-label={t('number')}>{corporateNumber ?? t('noNumber')}</td>
                <td data-label={t('state')}>
                  <OrganisationStanding verified={verified} />
                </td>
                <td data-label={t('operator.made')}>{dateTime(createdAt.toISOString())}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
    </OperatorPage>
  )
}
