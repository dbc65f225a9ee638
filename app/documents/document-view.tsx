import type { ReactNode } from 'react'

import type { DocumentPage, DocumentRow } from '#forms/document.ts'
import { DescriptionList } from '#app/ui/description-list.tsx'
import { Heading } from '#app/ui/heading.tsx'

interface DocumentViewProps {
  page: DocumentPage
  /** The level of the sections' headings. */
  level?: 2 | 3 | 4
  /** Beside a row's label: what changed, who asks. */
  mark?: (row: DocumentRow) => ReactNode
}

/** What one recipient gets, on screen: the same headings and rows as the PDF. Typed text keeps its language's look. */
export function DocumentView({ page, level = 3, mark }: DocumentViewProps) {
  return (
    <div className="stack document">
      {page.sections.map(({ id, heading, rows }) => (
        <section key={id} className="stack-s" aria-labelledby={`document-${id}`}>
          <Heading level={level} id={`document-${id}`}>
            {heading}
          </Heading>
          <DescriptionList rows={rows.map((row) => described(row, mark))} />
        </section>
      ))}
    </div>
  )
}

function described(row: DocumentRow, mark?: (row: DocumentRow) => ReactNode) {
  const { item, label, value, note } = row
  return {
    key: item,
    term: (
      <>
        {label} {mark?.(row)}
      </>
    ),
    children: (
      <>
        {value.map((line, index) => (
          <p key={index}>{line}</p>
        ))}
        {note && <p className="quiet">{note}</p>}
      </>
    ),
  }
}
