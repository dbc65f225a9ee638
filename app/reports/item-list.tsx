import type { ItemId } from '#forms/item.ts'

import { useNames } from './names.ts'

interface ItemListProps {
  items: readonly ItemId[]
  /** Where each is asked; without it they are no links. */
  hrefOf?: (item: ItemId) => string
}

/** Questions are long: as a list they can be read, in a row of words they cannot. */
export function ItemList({ items, hrefOf }: ItemListProps) {
  const { item: label } = useNames()
  return (
    <ul className="list">
      {items.map((item) => (
        <li key={item}>{hrefOf ? <a href={hrefOf(item)}>{label(item)}</a> : label(item)}</li>
      ))}
    </ul>
  )
}
