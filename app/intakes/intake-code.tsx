import { useFormat } from '#app/i18n/use-format.ts'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { CodesOnce } from '#app/ui/codes-once.tsx'

/** Reference and code, as they are read aloud. */
export function CodeShown({ reference, code, expiresAt }: { reference: string; code: string; expiresAt: string }) {
  const { t } = useTranslation('intakes')
  const { dateTime } = useFormat()
  const codes = [
    [t('code.reference'), reference],
    [t('code.code'), code],
  ] as const
  const after = [t('code.holds', { at: dateTime(expiresAt) }), t('code.say')]
  return <CodesOnce title={t('code.title')} lead={t('code.lead')} codes={codes} after={after} />
}
