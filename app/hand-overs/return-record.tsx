import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'

import type { ReturnView } from './return-view.ts'

/** What stays of a copy that was given back: who, when, why and which, without a word of it. */
export function ReturnRecord({ entry }: { entry: ReturnView }) {
  const { t } = useTranslation('hand-overs')
  const { dateTime } = useFormat()
  const words = useWords()
  const { from, handedBy, at, reason, copies } = entry
  const recipient = words.recipient(from)
  return (
    <>
      <p>
        <strong>
          {handedBy
            ? t('return.lineHanded', { recipient, by: words.recipient(handedBy) })
            : t('return.line', { recipient })}
        </strong>
        <br />
        {t('return.at', { at: dateTime(at) })}
        <br />
        {t('return.because', { reason: t(`return.reasons.${reason}`) })}
      </p>
      <ul className="list">
        {copies.map(({ revision, phase, digest, sentAt }) => (
          <li key={`${revision} ${digest}`}>
            {t('return.copyLine', { number: revision, phase: t(`recipient:stages.${phase}`), at: dateTime(sentAt) })}
            <br />
            <span className="quiet">
              {t('read.digest')} <span className="mono digest">{digest}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
