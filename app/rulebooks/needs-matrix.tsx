import { useTranslation } from '#app/i18n/use-translation.ts'

import { useWords } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'

import type { CellView, MatrixView } from './rulebook-page.server.ts'

/** Items by recipients: a mark for the strength, a star where the sheet was not read. The legend says it in words. */
export function NeedsMatrix({ matrix: { recipients, rows } }: { matrix: MatrixView }) {
  const { t } = useTranslation('operator')
  const words = useWords()
  return (
    <>
      <ul className="list">
        {(['statutory', 'required', 'optional', 'anonymised'] as const).map((strength) => (
          <li key={strength}>
            {t('matrix.legend', { mark: t(`marks.${strength}`), words: t(`strengths.${strength}`) })}
          </li>
        ))}
        <li>{t('matrix.unseen')}</li>
      </ul>
      <DataTable id="needs-matrix" caption={t('rulebook.needs')} captionHidden>
        <thead>
          <tr>
            <th scope="col">{t('matrix.item')}</th>
            {recipients.map((recipient) => (
              <th key={recipient} scope="col">
                {words.recipientShort(recipient)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ item, label, cells }) => (
            <tr key={item}>
              <th scope="row">{label}</th>
              {cells.map((cell, index) => (
                <td key={recipients[index]}>{cell && <Cell cell={cell} />}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}

function Cell({ cell: { strength, seen } }: { cell: CellView }) {
  const { t } = useTranslation('operator')
  const doubt = seen === 'knowledge' || seen === 'reconstructed'
  return (
    <>
      <span aria-hidden="true">{`${t(`marks.${strength}`)}${doubt ? '＊' : ''}`}</span>
      <span className="visually-hidden">{`${t(`strengths.${strength}`)}${doubt ? t('matrix.doubt') : ''}`}</span>
    </>
  )
}
