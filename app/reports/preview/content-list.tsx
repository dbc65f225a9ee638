import { useNames } from '#app/reports/names.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'

import type { ContentRow } from './content-rows.server.ts'

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
