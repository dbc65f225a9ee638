import type { ReactNode } from 'react'

interface HeadingProps {
  level: 1 | 2 | 3 | 4
  children: ReactNode
  id?: string
  /** Small words above the heading: which step, which recipient. */
  chip?: ReactNode
}

/** The h1 can take focus: after a navigation the script puts it there, so that a screen reader starts at the page. */
export function Heading({ level, children, id, chip }: HeadingProps) {
  const Tag = `h${level}` as const
  return (
    <Tag id={id} className={`heading heading-${level}`} tabIndex={level === 1 ? -1 : undefined}>
      {chip && <span className="heading-chip">{chip}</span>}
      {children}
    </Tag>
  )
}
