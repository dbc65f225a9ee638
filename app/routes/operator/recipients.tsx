import { recipientsAt } from '#app/accounts/invite.server.ts'
import { takeFlash } from '#app/http/flash.server.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { accountsPolicy, listPolicies, usualMeans } from '#db/people/recipient-policies.server.ts'
import { countTeams } from '#db/people/teams.server.ts'

import type { Route } from './+types/recipients'

/** What each body accepts of its officers at the sign-in, and how many of them there are. */
export async function loader(args: Route.LoaderArgs) {
  const { db, now } = await requireOperator(args)
  const [listed, counts] = await db.transaction((tx) => Promise.all([listPolicies(tx), countTeams(tx)]))
  const policies = new Map(listed.map((policy) => [policy.recipient, policy]))
  const rows = [accountsPolicy, ...recipientsAt(now)].map((recipient) => ({
    ...(policies.get(recipient) ?? { recipient, means: usualMeans, issuer: null }),
    has: recipient === accountsPolicy ? null : (counts.get(recipient) ?? { people: 0, teams: 0 }),
  }))
  return { rows, accounts: accountsPolicy, said: takeFlash(args) }
}

export default function Recipients({ loaderData }: Route.ComponentProps) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  return (
    <OperatorPage title={t('policies.title')} here="recipients">
      {loaderData.said && <Notice tone="success" title={t(`policies.said.${loaderData.said}`)} announced />}
      <p className="lead">{t('policies.lead')}</p>
      <div className="stacked-table">
        <DataTable id="policies" caption={t('policies.title')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('people.body')}</th>
              <th scope="col">{t('policies.means')}</th>
              <th scope="col">{t('policies.issuer')}</th>
              <th scope="col">{t('operating:body.column')}</th>
            </tr>
          </thead>
          <tbody>
            {loaderData.rows.map(({ recipient, means, issuer, has }) => (
              <tr key={recipient}>
                <th scope="row">
                  <a href={`/operator/recipients/${recipient}`}>
                    {recipient === loaderData.accounts ? t('policies.accounts') : words.recipient(recipient)}
                  </a>
                </th>
                <td data-label={t('policies.means')}>
                  {means.map((each) => t(`means.${each}`)).join(t('people.and'))}
                </td>
                <td data-label={t('policies.issuer')}>{issuer ?? t('policies.none')}</td>
                <td data-label={t('operating:body.column')}>
                  {has ? (
                    <a href={`/operator/recipients/${recipient}/people`}>{t('operating:body.counts', has)}</a>
                  ) : (
                    '―'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
    </OperatorPage>
  )
}
