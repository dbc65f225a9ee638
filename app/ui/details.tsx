import type { ReactNode } from 'react'

interface DetailsProps {
  summary: ReactNode
  children: ReactNode
  open?: boolean
  id?: string
}

/** More, for those who want it. Native, so it needs no script. */
export function Details({ summary, children, open, id }: DetailsProps) {
  return (
    <details className="details" open={open} id={id}>
      <summary>{summary}</summary>
      <div className="details-text">{children}</div>
    </details>
  )
}
