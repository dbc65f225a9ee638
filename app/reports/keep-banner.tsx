import { Button, PrintButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

import { useNames } from './names.ts'

interface KeepBannerProps {
  reference: string
  secret: string
  /** Where "I have written them down" goes. */
  action: string
  back: string
}

/** Reference and secret, until the person says they are on paper. The secret is nowhere else: not in an address, not in a log. */
export function KeepBanner({ reference, secret, action, back }: KeepBannerProps) {
  const { t } = useNames()
  return (
    <div className="keep">
      <Notice tone="warning" title={t('keep.title')}>
        <p>{t('keep.lead')}</p>
        <dl className="keep-codes">
          <div>
            <dt>{t('keep.reference')}</dt>
            <dd className="secret">{reference}</dd>
          </div>
          <div>
            <dt>{t('keep.secret')}</dt>
            <dd className="secret">{secret}</dd>
          </div>
        </dl>
        <p>{t('keep.advice')}</p>
        <form method="post" action={action} className="actions">
          <input type="hidden" name="back" value={back} />
          <Button>{t('keep.confirm')}</Button>
          <PrintButton>{t('keep.print')}</PrintButton>
        </form>
        <p className="quiet">{t('keep.meanwhile')}</p>
      </Notice>
    </div>
  )
}
