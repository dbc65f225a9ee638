import type { ReactNode } from 'react'

export interface Described {
  term: ReactNode
  children: ReactNode
  key?: string
}

/** Pairs of a name and what it is; side by side where there is room. */
export function DescriptionList({ rows }: { rows: readonly Described[] }) {
  return (
    <dl className="description-list">
      {rows.map(({ term, children, key }, index) => (
        <div key={key ?? index}>
          <dt>{term}</dt>
          <dd>{children}</dd>
        </div>
      ))}
    </dl>
  )
}
