import { useNames } from '#app/reports/names.ts'
import { ItemList } from '#app/reports/preview/item-list.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { OwedPerhaps } from './owed-perhaps.ts'

/** That something was received does not say that everybody was told who must be. */
export function OwedPerhapsNotice({ owed, base }: { owed: OwedPerhaps; base: string }) {
  const { t, recipients } = useNames()
  if (owed.recipients.length === 0) return null
  const steps = new Map(owed.questions.map(({ item, step }) => [item, step]))
  return (
    <Notice tone="warning" title={t('perhaps.title', { count: owed.recipients.length })}>
      <p>{t('perhaps.lead', { recipients: recipients(owed.recipients) })}</p>
      <ItemList
        items={owed.questions.map(({ item }) => item)}
        hrefOf={(item) => `${base}/answer/${steps.get(item) ?? 'now-start'}#${item}`}
      />
    </Notice>
  )
}
