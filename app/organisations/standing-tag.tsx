import { useTranslation } from '#app/i18n/use-translation.ts'
import { Tag } from '#app/ui/tag.tsx'

/** Has somebody found out that the organisation is the corporation it says? */
export function OrganisationStanding({ verified }: { verified: boolean }) {
  const { t } = useTranslation('organisations')
  return verified ? (
    <Tag tone="green">{t('standing.verified')}</Tag>
  ) : (
    <Tag tone="orange">{t('standing.unverified')}</Tag>
  )
}
