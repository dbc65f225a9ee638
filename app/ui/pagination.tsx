import { useTranslation } from '#app/i18n/use-translation.ts'

/** Keyset pages know the next one and the first one; there are no page numbers to promise. */
export function Pagination({ first, next }: { first?: string | null; next?: string | null }) {
  const { t } = useTranslation('ui')
  if (!first && !next) return null
  return (
    <nav className="pagination" aria-label={t('pagination.label')}>
      {first && <a href={first}>{t('pagination.first')}</a>}
      {next && (
        <a href={next} rel="next">
          {t('pagination.next')}
        </a>
      )}
    </nav>
  )
}
