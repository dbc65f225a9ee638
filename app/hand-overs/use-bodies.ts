import { useTranslation } from '#app/i18n/use-translation.ts'
import { useWords } from '#app/i18n/use-words.ts'

/** The name of a body, with its prefecture where that tells two of them apart. */
export function useBodies(): (recipient: string, prefecture: string | null) => string {
  const { t } = useTranslation('hand-overs')
  const words = useWords()
  return (id, prefecture) => {
    const recipient = words.recipient(id)
    if (prefecture === null) return recipient
    return t('inPrefecture', { recipient, prefecture: words.option('org-address', prefecture, 'prefecture') })
  }
}
