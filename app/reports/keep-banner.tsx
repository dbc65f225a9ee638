import { Actions, Button, PrintButton } from '#app/ui/button.tsx'
import { Details } from '#app/ui/details.tsx'
import { Notice } from '#app/ui/notice.tsx'

import { useNames } from './names.ts'

interface KeepBannerProps {
  reference: string
  secret: string
  /** Where "I have written them down" goes. */
  action: string
  back: string
  /** In full on the first page, folded on those that follow. */
  folded: boolean
  /** The form of the page, where there is one: then it is saved too, or what was typed would be gone. */
  form?: string | undefined
}

/** Reference and secret, until the person says they are on paper. The secret is nowhere else: not in an address, not in a log. */
export function KeepBanner(props: KeepBannerProps) {
  const { t } = useNames()
  if (!props.folded) {
    return (
      <Notice tone="warning" title={t('keep.title')} announced>
        <p>{t('keep.lead')}</p>
        <Codes {...props} />
        <p className="quiet">{t(props.form ? 'keep.meanwhile' : 'keep.stays')}</p>
      </Notice>
    )
  }
  return (
    <Details summary={t('keep.folded')}>
      <Codes {...props} />
    </Details>
  )
}

function Codes({ reference, secret, action, back, form }: KeepBannerProps) {
  const { t } = useNames()
  return (
    <>
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
      {form ? (
        <Actions>
          {/* Enter presses the first button of a form, wherever it stands: it goes on */}
          <button form={form} className="visually-hidden" tabIndex={-1} aria-hidden="true" />
          <Button form={form} name="go" value="kept">
            {t('keep.confirm')}
          </Button>
          <PrintButton>{t('keep.print')}</PrintButton>
        </Actions>
      ) : (
        <form method="post" action={action}>
          <input type="hidden" name="back" value={back} />
          <Actions>
            <Button>{t('keep.confirm')}</Button>
            <PrintButton>{t('keep.print')}</PrintButton>
          </Actions>
        </form>
      )}
    </>
  )
}
