import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Details } from '#app/ui/details.tsx'

import type { RulebookPage } from './rulebook-page.server.ts'
import { SeenTag } from './rulebook-words.tsx'

/** Who answers for whom: the ministry of each sector, who stands in for the commission, and the police of a place. */
export function Competence({ page: { sectors, delegated } }: { page: RulebookPage }) {
  const { t } = useTranslation('operator')
  const words = useWords()
  return (
    <Details summary={t('competence.title')} id="competence">
      <DataTable id="sector-table" caption={t('competence.sectors')}>
        <thead>
          <tr>
            {(['sector', 'ministry', 'seen'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`competence.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sectors.map(({ sector, ministry, seen }) => (
            <tr key={sector}>
              <th scope="row">{words.option('org-ci-sector', sector)}</th>
              <td>{words.recipient(ministry)}</td>
              <td>
                <SeenTag seen={seen} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <p>{t('competence.sectorNotes')}</p>
      <p>{t('competence.delegated')}</p>
      <ul className="list">
        {delegated.map(({ minister, industries }) => (
          <li key={minister}>
            {t('competence.delegatedTo', {
              minister: words.recipient(minister),
              industries: industries.map((one) => words.option('org-industry', one)).join(t('competence.between')),
            })}
          </li>
        ))}
      </ul>
      <p>{t('competence.delegatedRest')}</p>
      <p>{t('competence.police')}</p>
    </Details>
  )
}
