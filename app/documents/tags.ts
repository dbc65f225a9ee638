/** The structure tree of a tagged PDF: what a screen reader reads, in reading order. */
import type { PDFContext, PDFRef } from 'pdf-lib'

export type TagName = 'Document' | 'H1' | 'H2' | 'P' | 'Table' | 'TR' | 'TH' | 'TD'

export interface Tag {
  name: TagName
  children: (Tag | { sheet: number; number: number })[]
}

export function tag(name: TagName, under?: Tag): Tag {
  const made: Tag = { name, children: [] }
  under?.children.push(made)
  return made
}

/** Writes the tree, and the way back to the tag from every piece marked on a sheet (`marked`: a list per sheet). */
export function structureOf(
  context: PDFContext,
  root: Tag,
  marked: readonly (readonly Tag[])[],
  pages: readonly PDFRef[],
): PDFRef {
  const refs = new Map<Tag, PDFRef>()
  const top = context.nextRef()
  const document = assign(context, root, top, pages, refs)
  const parents = marked.map((tags) => tags.flatMap((one) => refs.get(one) ?? []))
  const numbers = parents.flatMap((list, index) => [index, context.register(context.obj(list))])
  context.assign(
    top,
    context.obj({
      Type: 'StructTreeRoot',
      K: document,
      ParentTree: context.register(context.obj({ Nums: numbers })),
      ParentTreeNextKey: marked.length,
    }),
  )
  return top
}

function assign(
  context: PDFContext,
  { name, children }: Tag,
  parent: PDFRef,
  pages: readonly PDFRef[],
  refs: Map<Tag, PDFRef>,
): PDFRef {
  const ref = context.nextRef()
  const kids = children.map((child) => {
    if ('children' in child) {
      const below = assign(context, child, ref, pages, refs)
      refs.set(child, below)
      return below
    }
    const page = pages[child.sheet]
    return context.obj({ Type: 'MCR', ...(page ? { Pg: page } : {}), MCID: child.number })
  })
  const scope = name === 'TH' ? { A: context.obj({ O: 'Table', Scope: 'Row' }) } : {}
  context.assign(ref, context.obj({ Type: 'StructElem', S: name, P: parent, K: kids, ...scope }))
  return ref
}
