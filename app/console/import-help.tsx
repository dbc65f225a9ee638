import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Details } from '#app/ui/details.tsx'
import { currentEdition } from '#forms/edition.ts'
import type { Item } from '#forms/item.ts'

import { itemColumns, ownColumns } from './import-table.ts'

/** Which columns there are, and files to begin with. */
export function ImportHelp() {
  const { t } = useTranslation('console')
  const { item } = useNames()
  const rows = [
    ...ownColumns.map((column) => ({ term: <code>{column}</code>, children: t(`import.help.${column}`), key: column })),
    ...Object.entries(itemColumns).map(([column, kind]) => {
      const coded = codesOf(column)
      return {
        term: <code>{column}</code>,
        children: (
          <>
            {`${item(column)}${t('import.help.between')}${t(`import.help.${coded ? 'codes' : kind}`)}`}
            {coded && <Codes {...coded} />}
          </>
        ),
        key: column,
      }
    }),
  ]
  return (
    <>
      <p>
        <a href="/console/examples/reports.csv" download>
          {t('import.exampleCsv')}
        </a>
        {t('import.help.and')}
        <a href="/console/examples/reports.xlsx" download>
          {t('import.exampleXlsx')}
        </a>
      </p>
      <DescriptionList rows={rows} />
    </>
  )
}

interface Coded {
  of: Item
  options: readonly string[]
}

function codesOf(column: string): Coded | null {
  const of = currentEdition.items.get(column)
  return of?.asks.kind === 'choices' ? { of, options: of.asks.options } : null
}

/** What may stand in such a cell: nobody knows the form's codes by heart. */
function Codes({ of, options }: Coded) {
  const { t } = useTranslation('console')
  const { option } = useNames()
  return (
    <Details summary={t('import.help.codesShow')}>
      <ul className="list">
        {options.map((code) => (
          <li key={code}>
            <code>{code}</code>
            {t('import.help.between')}
            {option(of, code)}
          </li>
        ))}
      </ul>
    </Details>
  )
}
