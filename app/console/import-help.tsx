import { useTranslation } from '#app/i18n/use-translation.ts'
import { useNames } from '#app/reports/names.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'

import { itemColumns, ownColumns } from './import-table.ts'

/** Which columns there are, and files to begin with. */
export function ImportHelp() {
  const { t } = useTranslation('console')
  const { item } = useNames()
  const rows = [
    ...ownColumns.map((column) => ({ term: <code>{column}</code>, children: t(`import.help.${column}`), key: column })),
    ...Object.entries(itemColumns).map(([column, kind]) => ({
      term: <code>{column}</code>,
      children: `${item(column)}${t('import.help.between')}${t(`import.help.${kind}`)}`,
      key: column,
    })),
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
