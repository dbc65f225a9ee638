/**
 * Pages are drawn once and never again, so the parts of a page need no more than this of React: call a component, write an
 * element. React's own renderer, which could stop, go on and wait at each, takes several times as long for the same text.
 * A test compares the two. Components may use contexts; there are no classes, providers or other hooks below a page.
 */
import { Fragment, isValidElement, type ReactNode } from 'react'

import type { Language } from '#app/i18n/language.ts'

import { attributesOf, chosenIn, type Props, type Shape, shapeOf } from './attributes.ts'
import { escaped, type Markup } from './markup.ts'
import { tongue } from './tongue.ts'

/**
 * Called by a component while React draws it, so that contexts are as they are there. `language`: the page's, for an element
 * that holds nothing but a text in the other one to say so.
 */
export const drawn = (node: ReactNode, language: Language | null = null): Markup => ({
  __html: textOf(node, { language, chosen: undefined }),
})

/** What an element stands in. */
interface Within {
  language: Language | null
  /** The value of the list that it is in. */
  chosen: string | undefined
}

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

function textOf(node: ReactNode, within: Within): string {
  if (typeof node === 'string') return escaped(node)
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'number') return String(node)
  if (isValidElement<Props>(node)) return elementText(node.type, node.props, within)
  if (typeof node !== 'object' || !(Symbol.iterator in node))
    throw new TypeError('a page has something that is no text')
  let text = ''
  for (const one of node) text += textOf(one, within)
  return text
}

function elementText(type: unknown, props: Props, within: Within): string {
  if (typeof type === 'string') return tagText(type, props, within)
  if (type === Fragment) return textOf(props.children, within)
  if (typeof type !== 'function') throw new TypeError('a page has an element that is no component')
  return textOf((type as (props: Props) => ReactNode)(props), within) // safe: there are no classes
}

function tagText(tag: string, props: Props, within: Within): string {
  const { open, close, shape } = tags.get(tag) ?? tagOf(tag)
  const start = open + attributesOf(shape, props, within.chosen) + tongueOf(props, within.language)
  return start + (close === null ? '/>' : `>${innerText(tag, props, within)}${close}`)
}

function tongueOf({ children, lang }: Props, language: Language | null): string {
  if (language === null || typeof children !== 'string' || lang !== undefined) return ''
  const said = tongue(language, children)
  return said === null ? '' : writtenIn(said)
}

function innerText(tag: string, props: Props, within: Within): string {
  const { children, dangerouslySetInnerHTML: written } = props
  if (written) return writtenIn(written)
  if (tag === 'select') return textOf(children, { ...within, chosen: chosenIn(props) })
  const inner = tag === 'textarea' ? textOf(chosenIn(props) ?? children, within) : textOf(children, within)
  // The first line break after these is not part of the text for browsers
  return (tag === 'textarea' || tag === 'pre') && inner.startsWith('\n') ? `\n${inner}` : inner
}

const writtenIn = ({ __html: text }: Markup): string => text
