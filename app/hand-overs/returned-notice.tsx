import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Notice } from '#app/ui/notice.tsx'

/** Before sending: who gave back what it was sent, and that it gets nothing unless it is chosen again. */
export function ReturnedNotice({ returned }: { returned: readonly string[] }) {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  if (returned.length === 0) return null
  const recipients = returned.map((one) => words.recipient(one)).join(t('between'))
  return (
    <Notice tone="warning" title={t('return.notSent', { recipients })}>
      <p>{t('return.notSentNote')}</p>
    </Notice>
  )
}
