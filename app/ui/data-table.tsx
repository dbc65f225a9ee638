import type { ReactNode } from 'react'

interface DataTableProps {
  /** Names the table; also names its scroller, which the keyboard can reach. */
  caption: ReactNode
  captionHidden?: boolean
  id: string
  children: ReactNode
}

/** A real table in its own sideways scroller, so that the page itself never scrolls sideways. */
export function DataTable({ caption, captionHidden, id, children }: DataTableProps) {
  return (
    // The scroller takes focus because a keyboard has no other way to scroll it (WCAG 2.1.1).
    <section className="table-scroller" tabIndex={0} aria-labelledby={`${id}-caption`}>
      <table className="data-table" id={id}>
        <caption id={`${id}-caption`} className={captionHidden ? 'visually-hidden' : undefined}>
          {caption}
        </caption>
        {children}
      </table>
    </section>
  )
}
