import type { ReactNode } from 'react'

import { markup, type Markup } from './markup.ts'

export type TagTone = 'neutral' | 'blue' | 'green' | 'orange' | 'red' | 'purple'

/** A short state or kind. Its words carry the meaning, its colour only helps. */
export function Tag({ tone = 'neutral', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  )
}

/** The same in the rows of a long table. */
export const tagMarkup = (tone: TagTone, words: string): Markup =>
  markup`<span class="tag" data-tone="${tone}">${words}</span>`
