import { Notice } from '#app/ui/notice.tsx'
import type { ItemId } from '#forms/item.ts'

import { useNames } from './names.ts'

interface UnsentProps {
  missing: readonly ItemId[]
  dropped: readonly ItemId[]
  hrefOf: (item: ItemId) => string
}

/** What does not go: questions that are still open, and answers that no longer apply. */
export function Unsent({ missing, dropped, hrefOf }: UnsentProps) {
  const { t, item } = useNames()
  return (
    <>
      {missing.length > 0 && (
        <Notice tone="warning" title={t('preview.missingTitle', { count: missing.length })}>
          <p>{t('preview.missingLead')}</p>
          <ul className="list">
            {missing.map((id) => (
              <li key={id}>
                <a href={hrefOf(id)}>{item(id)}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {dropped.length > 0 && (
        <Notice title={t('preview.droppedTitle', { count: dropped.length })}>
          <p>{t('preview.droppedLead')}</p>
          <ul className="list">
            {dropped.map((id) => (
              <li key={id}>{item(id)}</li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  )
}
