import { Actions, LinkButton } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

import type { BegunReport } from './begun-here.server.ts'
import { KeepBanner } from './keep-banner.tsx'
import { useNames } from './names.ts'

/** The report that would be closed by opening another one, and the way back to it. */
export function BegunHere({ begun: { reference } }: { begun: BegunReport }) {
  const { t } = useNames()
  return (
    <>
      <p className="lead">{t('another.lead', { reference })}</p>
      <Actions>
        <LinkButton look="primary" size="large" href={`/reports/${reference}`}>
          {t('another.goOn')}
        </LinkButton>
      </Actions>
    </>
  )
}

/** Its codes, as long as they can be shown. `back`: the page that asks. */
export function BegunCodes({ begun: { reference, secret }, back }: { begun: BegunReport; back: string }) {
  if (!secret) return null
  const action = `/reports/${reference}/kept`
  return <KeepBanner reference={reference} secret={secret} action={action} back={back} folded={false} />
}

/** On a page that opens a report that is there already: what is closed by it. */
export function ClosesBegun({ begun, back }: { begun: BegunReport; back: string }) {
  const { t } = useNames()
  return (
    <>
      <Notice tone="warning" title={t('another.title')} announced>
        <BegunHere begun={begun} />
        <p>{t('another.closesByOpening')}</p>
      </Notice>
      <BegunCodes begun={begun} back={back} />
    </>
  )
}
