import type { ReactNode } from 'react'

interface CardProps {
  children: ReactNode
  title?: ReactNode
  /** Beside the title: tags, a time. */
  aside?: ReactNode
  level?: 2 | 3 | 4
  id?: string
  /** A coloured edge: internal is for what never leaves the recipient. */
  tone?: 'plain' | 'accent' | 'internal' | 'warning' | 'quiet'
}

export function Card({ children, title, aside, level = 2, id, tone = 'plain' }: CardProps) {
  const Title = `h${level}` as const
  return (
    <section className="card" data-tone={tone} id={id} aria-labelledby={title && id ? `${id}-title` : undefined}>
      {title && (
        <div className="card-head">
          <Title className="heading heading-3" id={id && `${id}-title`}>
            {title}
          </Title>
          {aside && <div className="card-aside">{aside}</div>}
        </div>
      )}
      {children}
    </section>
  )
}
