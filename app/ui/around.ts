import { createContext, useContext } from 'react'

/** What the document around a page is made of, besides its words. */
export interface Around {
  nonce: string
  /** The enhancement script's address: the only script a page loads. */
  script: string
  /** The style sheet's. */
  styles: string
  /** The address that was asked for. */
  pathname: string
  search: string
}

export const AroundContext = createContext<Around | null>(null)

export function useAround(): Around {
  const around = useContext(AroundContext)
  if (!around) throw new Error('A page was rendered without an address')
  return around
}
