import { data } from 'react-router'

import { NewLink } from '#app/accounts/new-link.tsx'
import { resetAccountAsOperator } from '#app/accounts/operate-accounts.server.ts'
import { suspendPerson } from '#app/accounts/invite.server.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { requireFresh } from '#app/http/fresh-factor.server.ts'
import { Refusal } from '#app/http/refusal.ts'
import { requireOperator } from '#app/http/session.server.ts'
import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { OperatorPage } from '#app/operators/operator-page.tsx'
import { Button, ConfirmButton } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { listAccounts } from '#db/accounts.server.ts'

import type { Route } from './+types/accounts'

const most = 500

/** People with an account, the newest first. What they report is none of the operator's business. */
export async function loader(args: Route.LoaderArgs) {
  const { db } = await requireOperator(args)
  await requireFresh(args)
  const accounts = await db.transaction((tx) => listAccounts(tx, most))
  return {
    accounts: accounts.map(({ id, name, mail, createdAt, disabledAt }) => ({ id, name, mail, createdAt, disabledAt })),
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

export default function Accounts({ loaderData, actionData }: Route.ComponentProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  return (
    <OperatorPage title={t('accounts.title')} here="accounts">
      {actionData && 'link' in actionData && <NewLink {...actionData} />}
      <p className="lead">{t('accounts.lead')}</p>
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
          {loaderData.accounts.map(({ id, name, mail, createdAt, disabledAt }) => (
            <tr key={id}>
              <th scope="row" className="name-cell">
                <a href={`/operator/people/${id}`}>{name}</a>
              </th>
              <td>
                {mail} {disabledAt && <Tag tone="red">{t('accounts:people.suspended')}</Tag>}
              </td>
              <td>{dateTime(createdAt.toISOString())}</td>
              <td>
                <Acts id={id} name={name} out={disabledAt !== null} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </OperatorPage>
  )
}

function Acts({ id, name, out }: { id: string; name: string; out: boolean }) {
  const { t } = useTranslation('accounts')
  const quiet = { name: 'step', look: 'text', size: 'small' } as const
  return (
    <form method="post" className="inline-form">
      <input type="hidden" name="account" value={id} />
      {out ? (
        <Button {...quiet} value="return" aria-label={t('people.returnNamed', { name })}>
          {t('people.return')}
        </Button>
      ) : (
        <>
          <ConfirmButton
            {...quiet}
            value="reset"
            aria-label={t('people.resetNamed', { name })}
            question={t('people.resetAsk', { name })}
            yes={t('people.reset')}
            no={t('people.no')}
          >
            {t('people.reset')}
          </ConfirmButton>
          <ConfirmButton
            {...quiet}
            value="suspend"
            aria-label={t('people.suspendNamed', { name })}
            question={t('people.suspendAsk', { name })}
            yes={t('people.suspend')}
            no={t('people.no')}
          >
            {t('people.suspend')}
          </ConfirmButton>
        </>
      )}
    </form>
  )
}
