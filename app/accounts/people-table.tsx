import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { PersonLine } from '#db/people/people.server.ts'

import { roles } from './invitation.ts'
import { PersonActs } from './person-acts.tsx'

/** Everybody with a login, what they can sign in with, and what an operator can do about them. */
export function PeopleTable({ people, self }: { people: readonly PersonLine[]; self: string }) {
  const { t } = useTranslation('accounts')
  return (
    <div className="stacked-table">
      <DataTable id="people" caption={t('people.title')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.body')}</th>
            <th scope="col">{t('people.role')}</th>
            <th scope="col">{t('people.ways')}</th>
            <th scope="col">{t('security.act')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} own={person.id === self} />
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

function PersonRow({ person, own }: { person: PersonLine; own: boolean }) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const { id, name, recipient, prefecture, role } = person
  return (
    <tr>
      <th scope="row" className="name-cell">
        <a href={`/operator/people/${id}`}>{name}</a>
      </th>
      <td data-label={t('people.body')}>
        {recipient ? words.recipient(recipient) : t('operator')}
        {prefecture && <span className="quiet"> {words.option('org-address', prefecture, 'prefecture')}</span>}
      </td>
      <td data-label={t('people.role')}>{role ? <RoleForm id={id} role={role} name={name} /> : t('operator')}</td>
      <td data-label={t('people.ways')}>
        <Ways person={person} />
      </td>
      <td>
        {own ? (
          t('people.you')
        ) : (
          <PersonActs field="person" id={id} name={name} suspended={person.suspendedAt !== null} />
        )}
      </td>
    </tr>
  )
}

function RoleForm({ id, role, name }: { id: string; role: string; name: string }) {
  const { t } = useTranslation('accounts')
  return (
    <form method="post" className="inline-form">
      <input type="hidden" name="person" value={id} />
      <select className="input" name="role" defaultValue={role} aria-label={t('people.roleOf', { name })}>
        {roles.map((each) => (
          <option key={each} value={each}>
            {t(`roles.${each}`)}
          </option>
        ))}
      </select>
      <Button name="step" value="role" look="text" size="small" aria-label={t('people.changeRoleOf', { name })}>
        {t('people.change')}
      </Button>
    </form>
  )
}

export function Ways({ person }: { person: PersonLine }) {
  const { t } = useTranslation('accounts')
  const { dateTime } = useFormat()
  const { passkeys, hasKey, hasProvider, invitedUntil, suspendedAt } = person
  if (suspendedAt) return <Tag tone="red">{t('people.suspended')}</Tag>
  const ways = [
    ...(passkeys > 0 ? [t('people.passkeys', { count: passkeys })] : []),
    ...(hasKey ? [t('means.totp')] : []),
    ...(hasProvider ? [t('means.openid')] : []),
  ]
  return (
    <>
      {ways.length > 0 ? ways.join(t('people.and')) : <Tag tone="orange">{t('people.none')}</Tag>}
      {invitedUntil && (
        <div className="quiet">{t('people.invited', { until: dateTime(invitedUntil.toISOString()) })}</div>
      )}
    </>
  )
}
