/** The bookmarks of a PDF: the title, and a heading per section below it. */
import type { PDFContext, PDFRef } from 'pdf-lib'
import { pdfText } from './embedded-font.ts'

export interface Bookmark {
  title: string
  sheet: number
  /** Height on the sheet that is scrolled to. */
  top: number
  level: 0 | 1
}

interface Branch {
  bookmark: Bookmark
  ref: PDFRef
  children: Branch[]
}

export function outlineOf(context: PDFContext, bookmarks: readonly Bookmark[], pages: readonly PDFRef[]): PDFRef {
  const root = context.nextRef()
  const branches: Branch[] = []
  for (const bookmark of bookmarks) {
    const under = bookmark.level === 1 ? (branches.at(-1)?.children ?? branches) : branches
    under.push({ bookmark, ref: context.nextRef(), children: [] })
  }
  assignLevel(context, root, branches, pages)
  context.assign(root, context.obj({ Type: 'Outlines', ...ends(branches), Count: bookmarks.length }))
  return root
}

function assignLevel(context: PDFContext, parent: PDFRef, branches: readonly Branch[], pages: readonly PDFRef[]) {
  branches.forEach(({ bookmark, ref, children }, index) => {
    const page = pages[bookmark.sheet]
    const entry = context.obj({
      Title: pdfText(bookmark.title),
      Parent: parent,
      ...(page ? { Dest: [page, 'XYZ', null, Math.round(bookmark.top), null] } : {}),
      ...neighbours(branches, index),
      ...ends(children),
      ...(children.length > 0 ? { Count: children.length } : {}),
    })
    context.assign(ref, entry)
    assignLevel(context, ref, children, pages)
  })
}

function neighbours(branches: readonly Branch[], index: number) {
  const previous = branches[index - 1]
  const next = branches[index + 1]
  return { ...(previous ? { Prev: previous.ref } : {}), ...(next ? { Next: next.ref } : {}) }
}

function ends(branches: readonly Branch[]) {
  const first = branches[0]
  const last = branches.at(-1)
  return first && last ? { First: first.ref, Last: last.ref } : {}
}
