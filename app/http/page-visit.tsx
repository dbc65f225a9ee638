import { createContext, useContext } from 'react'

/** What every page needs of its request, without a loader. */
export interface PageVisit {
  nonce: string
  /** The enhancement script's address: the only script a page loads. */
  script: string
  requestId: string
  /** An officer who changes nothing. */
  readsOnly: boolean
}

export const PageVisitContext = createContext<PageVisit | null>(null)

export function usePageVisit(): PageVisit {
  const visit = useContext(PageVisitContext)
  if (!visit) throw new Error('A page was rendered outside of a visit')
  return visit
}
