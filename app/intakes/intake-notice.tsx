import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Notice } from '#app/ui/notice.tsx'

import type { IntakeView } from './intake-view.ts'

/** For whoever gets the report: it was typed by another hand than the reporter's. */
export function TypedNotice({ intake }: { intake: IntakeView | null }) {
  const { t } = useTranslation('intakes')
  const { dateTime } = useFormat()
  const words = useWords()
  if (!intake) return null
  const { by, channel, receivedAt } = intake
  return (
    <Notice title={t(`typed.${channel}`, { recipient: words.recipient(by) })} id="typed">
      <p>{t('typed.received', { at: dateTime(receivedAt) })}</p>
    </Notice>
  )
}

/** For the reporter: who typed it and when, and since when it is theirs. */
export function IntakeOnBoard({ intake }: { intake: IntakeView | null }) {
  const { t } = useTranslation('intakes')
  const { dateTime } = useFormat()
  const words = useWords()
  if (!intake) return null
  const { by, channel, receivedAt, startedAt, takenOverAt } = intake
  return (
    <Notice title={t(`board.${channel}`, { recipient: words.recipient(by) })} id="intake">
      <p>
        {t('board.times', { received: dateTime(receivedAt), typed: dateTime(startedAt) })}
        <br />
        {takenOverAt ? t('board.takenOver', { at: dateTime(takenOverAt) }) : t('board.notTakenOver')}
      </p>
    </Notice>
  )
}
