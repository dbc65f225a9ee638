import { useNames } from '#app/reports/names.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Tag } from '#app/ui/tag.tsx'

import type { ContentRow } from './content-rows.server.ts'

/** Every answer that would be sent, as it was given, and what is new about it. */
export function ContentList({ rows }: { rows: readonly ContentRow[] }) {
  const { t, item: name } = useNames()
  return (
    <DescriptionList
      rows={rows.map(({ item, lines, kind }) => ({
        term: (
          <>
            {name(item)} {kind && <Tag>{t(`delivery.kinds.${kind}`)}</Tag>}
          </>
        ),
        children: <span className="typed">{lines.join('\n')}</span>,
      }))}
    />
  )
}
