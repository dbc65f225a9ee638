import { useNames } from '#app/reports/names.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import type { ItemId } from '#forms/item.ts'

import type { RecipientCard } from './preview-cards.ts'

/** The same as the cards, cell by cell: which body gets which item, and on what ground. */
export function WhoSeesWhatTable({ cards, items }: { cards: readonly RecipientCard[]; items: readonly ItemId[] }) {
  const { t, item: name, recipient, strength, ground } = useNames()
  const going = cards.filter(({ goes }) => goes.length > 0)
  const cells = new Map(going.map((card) => [card.recipient, new Map(card.goes.map((one) => [one.item, one]))]))
  return (
    <DataTable id="who-sees-what" caption={t('preview.tableCaption')}>
      <thead>
        <tr>
          <th scope="col">{t('preview.tableItem')}</th>
          {going.map((card) => (
            <th key={card.recipient} scope="col">
              {recipient(card.recipient)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item}>
            <th scope="row" className="wide-cell">
              {name(item)}
            </th>
            {going.map((card) => {
              const cell = cells.get(card.recipient)?.get(item)
              return (
                <td key={card.recipient} className="name-cell">
                  {cell ? (
                    <>
                      {strength(cell.strength)}
                      <br />
                      <span className="quiet">{ground(cell.ground)}</span>
                    </>
                  ) : (
                    t('preview.tableNo')
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
