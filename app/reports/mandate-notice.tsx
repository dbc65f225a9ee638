import { Notice } from '#app/ui/notice.tsx'

import { useNames } from './names.ts'

/** What somebody may send who has no authority from the organisation that was hit. */
export function MandateNotice() {
  const { t } = useNames()
  return (
    <Notice tone="warning" title={t('standing.title')}>
      <p>{t('standing.possible')}</p>
      <p>{t('standing.withMandate')}</p>
    </Notice>
  )
}
