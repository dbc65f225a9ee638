import { useTranslation } from '#app/i18n/use-translation.ts'

import type { NavLink } from './page.tsx'

/** The way here; the last one is this page. */
export function Breadcrumb({ links }: { links: readonly NavLink[] }) {
  const { t } = useTranslation('ui')
  return (
    <nav className="breadcrumb" aria-label={t('breadcrumb.label')}>
      <ol>
        {links.map(({ href, label, current }) => (
          <li key={href}>{current ? <span aria-current="page">{label}</span> : <a href={href}>{label}</a>}</li>
        ))}
      </ol>
    </nav>
  )
}
