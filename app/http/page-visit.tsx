import { createContext, useContext } from 'react'

import type { MemberRole } from '#db/context.ts'

import { mayAct, type Act } from './member-acts.ts'

/** What every page needs of its request, without a loader. */
export interface PageVisit {
  requestId: string
  /** An officer who changes nothing. */
  readsOnly: boolean
  /** As whom a member sees the report of the page. */
  role: MemberRole | null
  /** Who is signed in, where the page's door asked. */
  signedIn: string | null
}

export const PageVisitContext = createContext<PageVisit | null>(null)

let isApart = false

/** What is drawn here is shown to other visits too: to ask for this one fails. */
export function withoutVisit<T>(draw: () => T): T {
  const before = isApart
  isApart = true
  try {
    return draw()
  } finally {
    isApart = before
  }
}

export function usePageVisit(): PageVisit {
  const visit = useContext(PageVisitContext)
  if (!visit || isApart) throw new Error('A page was rendered outside of a visit')
  return visit
}

/** May whoever looks do this to the report of the page? It is refused at the door, too. */
export function useMay(): (act: Act) => boolean {
  const { role } = usePageVisit()
  return (act) => role === null || mayAct(role, act)
}
