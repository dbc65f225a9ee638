import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Button, ConfirmButton } from '#app/ui/button.tsx'
import { ConfirmForm } from '#app/ui/confirm-form.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { memberRoles } from '#db/organisations/member-roles.ts'
import type { Colleague } from '#db/organisations/memberships.server.ts'

interface MemberTableProps {
  people: readonly Colleague[]
  /** The account of whoever looks; null for an operator, who changes roles and takes nobody out. */
  self: string | null
  /** Whoever looks may change it. */
  may: boolean
}

export function MemberTable({ people, self, may }: MemberTableProps) {
  const { t } = useTranslation('organisations')
  const { dateTime } = useFormat()
  const takesOut = may && self !== null
  return (
    <div className="stacked-table">
      <DataTable id="people" caption={t('people.title')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">{t('people.since')}</th>
            {takesOut && <th scope="col">{t('people.act')}</th>}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.accountId}>
              <th scope="row" className="name-cell">
                {self === null ? <a href={`/operator/people/${person.accountId}`}>{person.name}</a> : person.name}
                {person.accountId === self && <span className="quiet"> {t('people.you')}</span>}
              </th>
              <td data-label={t('people.role')}>
                {may ? <RoleForm person={person} own={person.accountId === self} /> : t(`account:roles.${person.role}`)}
              </td>
              <td data-label={t('people.since')}>{dateTime(person.since.toISOString())}</td>
              {takesOut && <td>{person.accountId !== self && <EndForm person={person} />}</td>}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

/** Whoever gives up their own role cannot take it back. */
function RoleForm({ person: { accountId, name, role }, own }: { person: Colleague; own: boolean }) {
  const { t } = useTranslation('organisations')
  const button = { name: 'step', value: 'role', look: 'text', size: 'small' } as const
  const label = t('people.changeRoleOf', { name })
  return (
    <form method="post" className="inline-form">
      <input type="hidden" name="account" value={accountId} />
      <select className="input" name="role" defaultValue={role} aria-label={t('people.roleOf', { name })}>
        {memberRoles.map((each) => (
          <option key={each} value={each}>
            {t(`account:roles.${each}`)}
          </option>
        ))}
      </select>
      {own ? (
        <ConfirmButton
          {...button}
          aria-label={label}
          question={t('people.ownAsk')}
          yes={t('people.change')}
          no={t('accounts:people.no')}
        >
          {t('people.change')}
        </ConfirmButton>
      ) : (
        <Button {...button} aria-label={label}>
          {t('people.change')}
        </Button>
      )}
    </form>
  )
}

function EndForm({ person: { accountId, name } }: { person: Colleague }) {
  const { t } = useTranslation('organisations')
  return (
    <ConfirmForm
      hidden={{ account: accountId }}
      name="step"
      value="end"
      look="text"
      size="small"
      aria-label={t('people.endOf', { name })}
      question={t('people.endAsk', { name })}
      yes={t('people.end')}
      no={t('accounts:people.no')}
    />
  )
}
