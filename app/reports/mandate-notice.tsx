import { Notice } from '#app/ui/notice.tsx'

import { useNames } from './names.ts'

/** What somebody may send who has no authority from the organisation that was hit. `vendor`: in its console that is fixed. */
export function MandateNotice({ vendor }: { vendor: boolean }) {
  const { t } = useNames()
  return (
    <Notice tone="warning" title={t('standing.title')}>
      <p>{t('standing.possible')}</p>
      <p>{t(vendor ? 'standing.byMandate' : 'standing.withMandate')}</p>
    </Notice>
  )
}
