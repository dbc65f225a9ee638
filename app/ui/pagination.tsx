import { useTranslation } from '#app/i18n/use-translation.ts'

interface PaginationProps {
  first?: string | null
  /** Where the way back is kept. */
  previous?: string | null
  next?: string | null
}

/** Keyset pages know the next one and the first one; there are no page numbers to promise. */
export function Pagination({ first, previous, next }: PaginationProps) {
  const { t } = useTranslation('ui')
  if (!first && !previous && !next) return null
  return (
    <nav className="pagination" aria-label={t('pagination.label')}>
      {first && <a href={first}>{t('pagination.first')}</a>}
      {previous && (
        <a href={previous} rel="prev">
          {t('pagination.previous')}
        </a>
      )}
      {next && (
        <a href={next} rel="next">
          {t('pagination.next')}
        </a>
      )}
    </nav>
  )
}
