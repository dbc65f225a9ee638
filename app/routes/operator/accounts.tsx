import { data } from 'react-router'

import { suspendPerson } from '#app/accounts/invite.server.ts'
import { NewLink } from '#app/accounts/new-link.tsx'
import { resetAccountAsOperator } from '#app/accounts/operate-accounts.server.ts'
import { PersonActs } from '#app/accounts/person-acts.tsx'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { FindForm } from '#app/operators/find-form.tsx'
import { readAccounts, soughtIn } from '#app/operators/lists.server.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { Route } from './+types/accounts'

/** People with an account, the newest first, or whoever has the address that was sought. What they report is none of the operator's business. */
export async function loader(args: Route.LoaderArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const query = new URL(args.request.url).searchParams
  const { lines, pages } = await readAccounts(context, query)
  return {
    sought: soughtIn(query, 'mail'),
    pages,
    accounts: lines.map(({ id, name, mail, createdAt, disabledAt }) => ({ id, name, mail, createdAt, disabledAt })),
  }
}

export async function action(args: Route.ActionArgs) {
  const context = await requireOperator(args)
  await requireFresh(args)
  const form = await formOf(args.request)
  const [step, id] = [textOf(form, 'step'), textOf(form, 'account')]
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Refusal('notFound')
  if (step === 'suspend' || step === 'return') {
    await suspendPerson(context, id, step === 'suspend')
    return data({ changed: step })
  }
  if (step !== 'reset') throw new Refusal('badForm')
  const { path, name, until } = await resetAccountAsOperator(context, id)
  return data({ link: `${new URL(args.request.url).origin}${path}`, name, until })
}

/** Found by the address that it had: whoever reads there now may be somebody else. */
const isFormer = (mail: string, sought: string): boolean => sought !== '' && mail.toLowerCase() !== sought.toLowerCase()

export default function Accounts({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const { accounts, sought, pages } = loaderData
  return (
    <OperatorPage title={t('accounts.title')} here="accounts">
      {actionData && 'link' in actionData && <NewLink {...actionData} />}
      <p className="lead">{t('accounts.lead')}</p>
      <FindForm
        name="mail"
        label={t('accounts.find')}
        hint={t('accounts.findHint')}
        sought={sought}
        all={{ href: '/operator/accounts', label: t('accounts.findAll') }}
      />
      {sought && accounts.length === 0 && <p>{t('accounts.notFound')}</p>}
      <div className="stacked-table">
        <DataTable id="accounts" caption={t('accounts.title')} captionHidden>
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              <th scope="col">{t('accounts.mail')}</th>
              <th scope="col">{t('operator.made')}</th>
              <th scope="col">{t('people.act')}</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ id, name, mail, createdAt, disabledAt }) => (
              <tr key={id}>
                <th scope="row" className="name-cell">
                  <a href={`/operator/people/${id}`}>{name}</a>
                </th>
                <td data-label={t('accounts.mail')}>
                  {mail} {disabledAt && <Tag tone="red">{t('accounts:people.suspended')}</Tag>}
                  {isFormer(mail, sought) && <p className="quiet">{t('accounts.former', { mail: sought })}</p>}
                </td>
                <td data-label={t('operator.made')}>{dateTime(createdAt.toISOString())}</td>
                <td>
                  <PersonActs field="account" id={id} name={name} suspended={disabledAt !== null} />
                </td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      </div>
      <Pagination {...pages} />
    </OperatorPage>
  )
}
