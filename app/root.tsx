import { isRouteErrorResponse } from 'react-router'

import { usePageVisit } from '#app/http/page-visit.tsx'
import { codeOfStatus, isRefusalCode, type RefusalCode, type RefusalDetails } from '#app/http/refusal.ts'
import { RefusalPage } from '#app/routes/layouts/refusal-page.tsx'

import type { Route } from './+types/root'

/** Of no use: no page lies in another one, and what is around each of them is its own (app/ui/page.tsx). */
export default function Root() {
  return null
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
