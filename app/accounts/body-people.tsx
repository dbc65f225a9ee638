import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import type { PersonLine } from '#db/people/people.server.ts'
import { Ways } from './people-table.tsx'

/** A body's officers as an operator sees them; what there is to do about one stands on the page of that person. */
export function BodyPeople({ people }: { people: readonly PersonLine[] }) {
  const { t } = useTranslation('accounts')
  const words = useWords()
  const columns = ['name', 'role', 'prefecture', 'ways'] as const
  return (
    <div className="stacked-table">
      <DataTable id="people" caption={t('operating:body.people')} captionHidden>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`people.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row" className="name-cell">
                <a href={`/operator/people/${person.id}`}>{person.name}</a>
              </th>
              <td data-label={t('people.role')}>{person.role ? t(`roles.${person.role}`) : '―'}</td>
              <td data-label={t('people.prefecture')}>
                {person.prefecture
                  ? words.option('org-address', person.prefecture, 'prefecture')
                  : t('people.everywhere')}
              </td>
              <td data-label={t('people.ways')}>
                <Ways person={person} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}
