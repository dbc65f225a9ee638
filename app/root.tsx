import type { ReactNode } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'
import { isRouteErrorResponse, Outlet } from 'react-router'

import { refusalContext } from '#app/context.ts'
import { usePageVisit } from '#app/http/page-visit.tsx'
import { codeOfStatus, isRefusalCode, type RefusalCode, type RefusalDetails } from '#app/http/refusal.ts'
import { RefusalPage } from '#app/routes/layouts/refusal-page.tsx'
import styles from '#app/styles.css?url'

import type { Route } from './+types/root'

/** What the door refused (too large, cross-site, broken form) becomes a page like any other refusal. */
export const middleware: Route.MiddlewareFunction[] = [
  ({ context }, next) => {
    const refused = context.get(refusalContext)
    if (refused) throw refused
    return next()
  },
]

export function Layout({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const { nonce, script } = usePageVisit()
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="preload" as="image" href="/icon.svg" />
        <link rel="stylesheet" href={styles} />
        <script type="module" nonce={nonce} src={script} />
      </head>
      <body>{children}</body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const { code, ...details } = refusalOf(error)
  const { requestId } = usePageVisit()
  return <RefusalPage code={code} {...details} requestId={requestId} />
}

function refusalOf(error: unknown): { code: RefusalCode } & RefusalDetails {
  if (!isRouteErrorResponse(error)) return { code: 'fault' }
  return isRefusalCode(error.data?.code) ? error.data : { code: codeOfStatus(error.status) }
}
