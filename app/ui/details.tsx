import type { ReactElement, ReactNode } from 'react'

import { useKeptPart } from './kept-part.ts'

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
      <Inside summary={summary}>{children}</Inside>
    </details>
  )
}

interface KeptDetailsProps extends Pick<DetailsProps, 'open' | 'id'> {
  /** See `useKeptPart`. */
  state: string | null
  /** Asked for when it is not kept. */
  inside: () => { summary: ReactNode; children: ReactElement }
}

/** The same, of which the inside is kept. */
export function KeptDetails({ state, inside, open, id }: KeptDetailsProps) {
  const drawn = useKeptPart(state, () => <Inside {...inside()} />)
  return <details className="details" open={open} id={id} dangerouslySetInnerHTML={drawn} />
}

function Inside({ summary, children }: Pick<DetailsProps, 'summary' | 'children'>) {
  return (
    <>
      <summary>{summary}</summary>
      <div className="details-text">{children}</div>
    </>
  )
}
