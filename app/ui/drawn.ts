/**
 * Pages are drawn once and never again, so the parts of a page need no more than this of React: call a component, write an
 * element. React's own renderer, which could stop, go on and wait at each, takes several times as long for the same text.
 * A test compares the two. Components may use contexts; there are no classes, providers or other hooks below a page.
 */
import { Fragment, isValidElement, type ReactNode } from 'react'

import { attributesOf, chosenIn, type Props, type Shape, shapeOf } from './attributes.ts'
import { escaped, type Markup } from './markup.ts'

/** Called by a component while React draws it, so that contexts are as they are there. */
export const drawn = (node: ReactNode): Markup => ({ __html: textOf(node, undefined) })

/** What an element begins and ends with. A page is put together of pieces, and each piece more is copied once more. */
interface Tag {
  open: string
  /** null: it has no end, and nothing inside. */
  close: string | null
  shape: Shape
}

/** Without an end, and without anything inside. */
const empty = new Set(['area', 'br', 'col', 'hr', 'img', 'input', 'source', 'track', 'wbr'])

/** React puts these elsewhere: into the head, once. */
const ofTheHead = new Set(['base', 'link', 'meta', 'script', 'style', 'title'])

const tags = new Map<string, Tag>()

function tagOf(name: string): Tag {
  if (ofTheHead.has(name)) throw new TypeError(`${name} stands in a page; it belongs to its head`)
  const tag = { open: `<${name}`, close: empty.has(name) ? null : `</${name}>`, shape: shapeOf(name) }
  tags.set(name, tag)
  return tag
}

/** `chosen`: the value of the list that it is in. */
function textOf(node: ReactNode, chosen: Chosen): string {
  if (typeof node === 'string') return escaped(node)
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'number') return String(node)
  if (isValidElement<Props>(node)) return elementText(node.type, node.props, chosen)
  if (typeof node !== 'object' || !(Symbol.iterator in node))
    throw new TypeError('a page has something that is no text')
  let text = ''
  for (const one of node) text += textOf(one, chosen)
  return text
}

type Chosen = string | undefined

function elementText(type: unknown, props: Props, chosen: Chosen): string {
  if (typeof type === 'string') return tagText(type, props, chosen)
  if (type === Fragment) return textOf(props.children, chosen)
  if (typeof type !== 'function') throw new TypeError('a page has an element that is no component')
  return textOf((type as (props: Props) => ReactNode)(props), chosen) // safe: there are no classes
}

function tagText(tag: string, props: Props, chosen: Chosen): string {
  const { open, close, shape } = tags.get(tag) ?? tagOf(tag)
  const start = open + attributesOf(shape, props, chosen)
  return start + (close === null ? '/>' : `>${innerText(tag, props, chosen)}${close}`)
}

function innerText(tag: string, props: Props, chosen: Chosen): string {
  const { children, dangerouslySetInnerHTML: written } = props
  if (written) return writtenIn(written)
  if (tag === 'select') return textOf(children, chosenIn(props))
  const inner = tag === 'textarea' ? textOf(chosenIn(props) ?? children, chosen) : textOf(children, chosen)
  // The first line break after these is not part of the text for browsers
  return (tag === 'textarea' || tag === 'pre') && inner.startsWith('\n') ? `\n${inner}` : inner
}

const writtenIn = ({ __html: text }: Markup): string => text
