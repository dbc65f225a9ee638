import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { useAround } from './around.ts'
import { Heading } from './heading.tsx'
import { useKeptPart } from './kept-part.ts'
import { markup } from './markup.ts'

export interface NavLink {
  href: string
  label: string
  current?: boolean
}

interface PageProps {
  /** Names the page in the browser's tab, and is its heading unless `heading` is false. */
  title: string
  children: ReactNode
  heading?: ReactNode
  /** narrow for reading and forms, wide for boards, full for queues. */
  width?: 'narrow' | 'wide' | 'full'
  /** Whose counter this is, beside the product's name. */
  door?: string
  nav?: readonly NavLink[]
  /** Who is signed in, and the way out. */
  person?: ReactNode
  /** Above the heading: breadcrumb, back link, banners. */
  before?: ReactNode
  /** False where something typed lies on this page alone, and would be gone with it. */
  switchesLanguage?: boolean
}

/** A whole document: skip link, header with language switch, one main part with one h1, footer. */
export function Page({ title, children, heading, width = 'narrow', before, ...header }: PageProps) {
  const { t, i18n } = useTranslation('ui')
  return (
    <html lang={i18n.language}>
      <Head title={t('site.title', { page: title })} />
      <body>
        <div className="page" data-width={width}>
          <a className="skip-link" href="#main">
            {t('site.skip')}
          </a>
          <SiteHeader {...header} />
          <main id="main" className="site-main" tabIndex={-1}>
            {before}
            {heading === undefined ? <Heading level={1}>{title}</Heading> : heading}
            {children}
          </main>
          <SiteFooter />
        </div>
      </body>
    </html>
  )
}

/** The same on each page, but for its title and what lets the script run. */
const always = markup`<meta charset="utf-8"/>${[
  markup`<meta name="viewport" content="width=device-width, initial-scale=1"/>`,
  markup`<meta name="format-detection" content="telephone=no"/>`,
  markup`<link rel="icon" href="/icon.svg" type="image/svg+xml"/>`,
  markup`<link rel="preload" as="image" href="/icon.svg"/>`,
]}`

function Head({ title }: { title: string }) {
  const { nonce, script, styles } = useAround()
  const look = markup`<link rel="stylesheet" href="${styles}"/>`
  const run = markup`<script type="module" nonce="${nonce}" src="${script}"></script>`
  return <head dangerouslySetInnerHTML={markup`${always}<title>${title}</title>${look}${run}`} />
}

type SiteHeaderProps = Pick<PageProps, 'door' | 'nav' | 'person' | 'switchesLanguage'>

function SiteHeader({ door, nav = [], person, switchesLanguage = true }: SiteHeaderProps) {
  const { t } = useTranslation('ui')
  return (
    <header className="site-header">
      <div className="site-bar">
        <a className="site-name" href="/">
          <img src="/icon.svg" alt="" width="32" height="32" />
          <span>
            {t('site.name')}
            <small>{door ?? t('site.claim')}</small>
          </span>
        </a>
        <div className="site-tools">
          {switchesLanguage && <LanguageSwitch />}
          {person}
        </div>
      </div>
      {nav.length > 0 && (
        <nav className="site-nav" aria-label={t('site.nav')}>
          {nav.map(({ href, label, current }) => (
            <a key={href} href={href} aria-current={current ? 'page' : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
    </header>
  )
}

/** Offers the other language in that language, so that whoever needs it can read it. */
function LanguageSwitch() {
  const { t, i18n } = useTranslation('ui')
  const { pathname, search } = useAround()
  const other = i18n.language === 'ja' ? 'en' : 'ja'
  const back = pathname === '/refused' ? '/' : `${pathname}${search}`
  return (
    <a
      className="language"
      href={`/language/${other}?back=${encodeURIComponent(back)}`}
      lang={other}
      hrefLang={other}
      rel="nofollow"
    >
      {t('site.otherLanguage')}
    </a>
  )
}

function SiteFooter() {
  const inside = useKeptPart('site-footer', () => <FooterInside />)
  return <footer className="site-footer" dangerouslySetInnerHTML={inside} />
}

function FooterInside() {
  const { t } = useTranslation('ui')
  return (
    <>
      <nav aria-label={t('site.footer')}>
        <a href="/">{t('site.start')}</a>
        <a href="/resume">{t('site.resume')}</a>
        <a href="/verify">{t('site.verify')}</a>
        <a href="/about">{t('site.about')}</a>
      </nav>
      <p>{t('site.emergency')}</p>
    </>
  )
}
