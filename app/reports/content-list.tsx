import { DescriptionList } from '#app/ui/description-list.tsx'

import type { ContentRow } from './content-rows.server.ts'
import { useNames } from './names.ts'

/** Every answer that would be sent, as it was given. */
export function ContentList({ rows }: { rows: readonly ContentRow[] }) {
  const { item: name } = useNames()
  return (
    <DescriptionList
      rows={rows.map(({ item, lines }) => ({
        term: name(item),
        children: <span className="typed">{lines.join('\n')}</span>,
      }))}
    />
  )
}
