import { useTranslation } from '#app/i18n/use-translation.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type { Piece } from '#forms/word-changes.ts'

import type { ComparedItem } from './comparison.ts'

interface ComparisonTableProps {
  items: readonly ComparedItem[]
  titles: { before: string; after: string }
}

/** Before and after beside each other, below each other on a phone. Each row can be led to by its item. */
export function ComparisonTable({ items, titles }: ComparisonTableProps) {
  const { t } = useTranslation('case-files')
  return (
    <div className="stacked-table">
      <DataTable id="compared" caption={t('compare.caption', titles)}>
        <thead>
          <tr>
            <th scope="col">{t('compare.item')}</th>
            <th scope="col">{titles.before}</th>
            <th scope="col">{titles.after}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ item, kind, label, before, after }) => (
            <tr key={item} id={item}>
              <th scope="row">
                {label} <Tag tone="orange">{t(`recipient:history.${kind}`)}</Tag>
              </th>
              <td data-label={titles.before}>
                <Side pieces={before} side="gone" />
              </td>
              <td data-label={titles.after}>
                <Side pieces={after} side="new" />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </div>
  )
}

/** What changed is struck out or underlined, and said to those who do not see it. */
function Side({ pieces, side }: { pieces: readonly Piece[] | null; side: 'gone' | 'new' }) {
  const { t } = useTranslation('case-files')
  if (!pieces) return <span className="quiet">{t('compare.none')}</span>
  const Mark = side === 'gone' ? 'del' : 'ins'
  return (
    <span className="typed">
      {pieces.map(({ text, changed }, at) =>
        changed ? (
          <Mark key={at} className="word-change">
            <span className="visually-hidden">{t(`compare.${side}.begin`)}</span>
            {text}
            <span className="visually-hidden">{t(`compare.${side}.end`)}</span>
          </Mark>
        ) : (
          text
        ),
      )}
    </span>
  )
}
