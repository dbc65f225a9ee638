import type { ReactNode } from 'react'

export type TagTone = 'neutral' | 'blue' | 'green' | 'orange' | 'red' | 'purple'

/** A short state or kind. Its words carry the meaning, its colour only helps. */
export function Tag({ tone = 'neutral', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  )
}
