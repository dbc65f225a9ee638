import { takeFlash } from '#app/http/flash.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { FindForm } from '#app/operators/find-form.tsx'
import { readOrganisations, soughtIn } from '#app/operators/lists.server.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { OrganisationStanding } from '#app/organisations/standing-tag.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Heading } from '#app/ui/heading.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { listProposals } from '#db/organisations/administrator-proposals.server.ts'
import { listOpenClaims } from '#db/organisations/claims.server.ts'
import { namesOfOrganisations } from '#db/organisations/organisations.server.ts'

import type { Route } from './+types/organisations'

/** Organisations and their open claims; nothing of their reports. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const { db, now } = context
  const query = new URL(args.request.url).searchParams
  const { lines, pages } = await readOrganisations(context, query)
  const waiting = await db.transaction(async (tx) => {
    const [claims, proposals] = [await listOpenClaims(tx), await listProposals(tx, now)]
    const names = await namesOfOrganisations(
      tx,
      [...claims, ...proposals].map(({ organisationId }) => organisationId),
    )
    return {
      claims: claims.map(({ id, organisationId, name, corporateNumber, madeAt }) => ({
        id,
        organisationId,
        name,
        called: names.get(organisationId) ?? name,
        corporateNumber,
        madeAt,
      })),
      proposals: proposals.map((one) => ({ ...one, name: names.get(one.organisationId) ?? '' })),
    }
  })
  return {
    said: takeFlash(args),
    ...waiting,
    sought: soughtIn(query, 'name'),
    pages,
    organisations: lines.map(({ id, profile, corporateNumber, verifiedAt, createdAt }) => ({
      id,
      name: profile.name,
      corporateNumber,
      verified: verifiedAt !== null,
      createdAt,
    })),
  }
}

export default function OperatorOrganisations({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { said, claims, proposals, organisations, sought, pages } = loaderData
  return (
    <OperatorPage title={t('operator.title')} here="organisations">
      {said && <Notice tone="success" title={t(`operator.said.${said}`)} announced />}
      <p className="lead">{t('operator.lead')}</p>
      <Heading level={2}>{t('operator.open')}</Heading>
      {claims.length === 0 ? (
        <p>{t('operator.noneOpen')}</p>
      ) : (
        <ul className="list">
          {claims.map(({ id, organisationId, name, called, corporateNumber, madeAt }) => (
            <li key={id}>
              <a href={`/operator/organisations/${organisationId}`}>{called}</a>{' '}
              {called !== name && <>{t('operator.claimedAsName', { name })} </>}
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
            {proposals.map(({ id, organisationId, name, proposedAt }) => (
              <li key={id}>
                <a href={`/operator/organisations/${organisationId}`}>{name}</a>{' '}
                <span className="quiet">{t('operator.proposedAt', { at: dateTime(proposedAt.toISOString()) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Heading level={2}>{t('operator.all')}</Heading>
      <FindForm
        name="name"
        label={t('operator.find')}
        hint={t('operator.findHint')}
        sought={sought}
        all={{ href: '/operator/organisations', label: t('operator.findAll') }}
      />
      {sought && organisations.length === 0 && <p>{t('operator.notFound')}</p>}
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
      <Pagination {...pages} />
    </OperatorPage>
  )
}
