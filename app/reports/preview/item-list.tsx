import { useNames } from '#app/reports/names.ts'
import { markup } from '#app/ui/markup.ts'
import type { ItemId } from '#forms/item.ts'

interface ItemListProps {
  items: readonly ItemId[]
  /** Where each is asked; without it they are no links. */
  hrefOf?: (item: ItemId) => string
}

/** Many names are read as a list; in a row of words they cannot be. */
export function ItemList({ items, hrefOf }: ItemListProps) {
  const { item: name, line } = useNames()
  const lines = items.map((item) =>
    hrefOf ? markup`<li><a href="${hrefOf(item)}">${name(item)}</a></li>` : line(item),
  )
  return <ul className="list" dangerouslySetInnerHTML={markup`${lines}`} />
}
