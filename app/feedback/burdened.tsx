import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { Notice } from '#app/ui/notice.tsx'

import type { AskingView, HoldView } from './asking-view.ts'

/** Before asking: how many questions wait for the reporter already, and whether a pause was asked for. */
export function Burdened({ asking: { waiting, holds } }: { asking: AskingView }) {
  const { t } = useTranslation('asking')
  return (
    <>
      {holds.length > 0 && (
        <Notice tone="warning" title={t('hold.askOnly')}>
          <HoldLines holds={holds} />
        </Notice>
      )}
      <p className="quiet">{waiting === 0 ? t('ask.waitingNone') : t('ask.waiting', { count: waiting })}</p>
    </>
  )
}

/** At the top of a case, as long as a pause lasts. */
export function HoldNotice({ asking: { holds } }: { asking: AskingView }) {
  const { t } = useTranslation('asking')
  if (holds.length === 0) return null
  return (
    <Notice tone="warning" title={t('hold.running')}>
      <HoldLines holds={holds} />
      <p>{t('hold.askOnly')}</p>
    </Notice>
  )
}

function HoldLines({ holds }: { holds: readonly HoldView[] }) {
  const { t } = useTranslation('asking')
  const { dateTime } = useFormat()
  return holds.map(({ side, reason, until, words }) => (
    <div key={side}>
      <p>{t(`hold.by.${side}`, { reason: t(`hold.reasons.${reason}`), until: dateTime(until) })}</p>
      {words && <p className="typed">{words}</p>}
    </div>
  ))
}
