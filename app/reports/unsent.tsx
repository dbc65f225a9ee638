import { Notice } from '#app/ui/notice.tsx'
import type { ItemId } from '#forms/item.ts'

import { ItemList } from './item-list.tsx'
import { useNames } from './names.ts'

interface UnsentProps {
  /** Times that lie ahead though the thing has happened. */
  ahead: readonly ItemId[]
  missing: readonly ItemId[]
  dropped: readonly ItemId[]
  hrefOf: (item: ItemId) => string
}

/** What to look at once more: an impossible time, questions that are still open, answers that no longer apply. */
export function Unsent({ ahead, missing, dropped, hrefOf }: UnsentProps) {
  const { t, item } = useNames()
  return (
    <>
      {ahead.length > 0 && (
        <Notice tone="warning" title={t('preview.aheadTitle')}>
          <p>{t('preview.aheadLead')}</p>
          <ItemList items={ahead} hrefOf={hrefOf} />
        </Notice>
      )}
      {missing.length > 0 && (
        <Notice tone="warning" title={t('preview.missingTitle', { count: missing.length })}>
          <p>{t('preview.missingLead')}</p>
          <ItemList items={missing} hrefOf={hrefOf} />
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
