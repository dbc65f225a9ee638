import { useNames } from '#app/reports/names.ts'
import { Details } from '#app/ui/details.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { Missing } from '#app/reports/form/steps.ts'
import type { ItemId } from '#forms/item.ts'
import type { RecipientId } from '#forms/plan.ts'

import { ItemList } from './item-list.tsx'

interface UnsentProps {
  /** Times that lie ahead though the thing has happened. */
  ahead: readonly ItemId[]
  /** Ends that lie before their beginnings. */
  early: readonly ItemId[]
  missing: Missing
  dropped: readonly ItemId[]
  /** Who has an earlier revision and gets nothing of this one. */
  gone: readonly RecipientId[]
  board: string
  hrefOf: (item: ItemId) => string
}

/** What to look at once more: impossible times, open questions, answers that no longer apply, bodies that hear no more. */
export function Unsent({ ahead, early, missing, dropped, gone, board, hrefOf }: UnsentProps) {
  const { t, item, recipient } = useNames()
  return (
    <>
      {ahead.length > 0 && (
        <Notice tone="warning" title={t('preview.aheadTitle')}>
          <p>{t('preview.aheadLead')}</p>
          <ItemList items={ahead} hrefOf={hrefOf} />
        </Notice>
      )}
      {early.length > 0 && (
        <Notice tone="warning" title={t('preview.earlyTitle')}>
          <p>{t('preview.earlyLead')}</p>
          <ItemList items={early} hrefOf={hrefOf} />
        </Notice>
      )}
      {missing.now.length > 0 && <MissingNotice {...missing} hrefOf={hrefOf} />}
      {gone.length > 0 && (
        <Notice tone="warning" title={t('preview.goneTitle', { count: gone.length })}>
          <p>{t('preview.goneLead')}</p>
          <ul className="list">
            {gone.map((id) => (
              <li key={id}>
                <a href={`${board}#thread-${id}`}>{recipient(id)}</a>
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

/** Before the first page is answered nobody knows what else is needed, so that alone is called so. */
function MissingNotice({ now, perhaps, hrefOf }: Missing & Pick<UnsentProps, 'hrefOf'>) {
  const { t } = useNames()
  const isFirst = perhaps.length > 0
  return (
    <Notice tone="warning" title={t(isFirst ? 'preview.firstTitle' : 'preview.missingTitle', { count: now.length })}>
      <p>{t(isFirst ? 'preview.firstLead' : 'preview.missingLead')}</p>
      <ItemList items={now} hrefOf={hrefOf} />
      {isFirst && (
        <Details summary={t('preview.further', { count: perhaps.length })}>
          <ItemList items={perhaps} hrefOf={hrefOf} />
        </Details>
      )}
    </Notice>
  )
}
