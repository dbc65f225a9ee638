import type { ReactNode } from 'react'

import { usePageVisit } from './page-visit.tsx'

/** What an officer who only reads would be refused is not on that officer's page. The door refuses it, too. */
export function ForActing({ children }: { children: ReactNode }) {
  return usePageVisit().readsOnly ? null : children
}
