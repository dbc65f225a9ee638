/** The attributes of one element as React writes them, in its order. */
import type { ReactNode } from 'react'

import { escaped, type Markup } from './markup.ts'

export interface Props {
  readonly children?: ReactNode
  readonly dangerouslySetInnerHTML?: Markup
  readonly [name: string]: unknown
}

const names: Readonly<Record<string, string>> = {
  className: 'class',
  htmlFor: 'for',
  tabIndex: 'tabindex',
  httpEquiv: 'http-equiv',
  acceptCharset: 'accept-charset',
  autoFocus: 'autofocus',
}

/** Written without a value, when they are so. */
const present = 'autoFocus checked disabled formNoValidate hidden multiple noValidate open readOnly required reversed'

/** Written as true or false; so are data- and aria-. Other attributes that are true or false are not written. */
const told = 'contentEditable draggable focusable spellCheck value'

type Kind = 'present' | 'told' | 'address' | 'plain'

interface Written {
  /** Blank, name and all that stands before the value. */
  lead: string
  kind: Kind
}

const kinds = new Map<string, Kind>([
  ...present.split(' ').map((name) => [name, 'present'] as const),
  ...told.split(' ').map((name) => [name, 'told'] as const),
  ...['action', 'formAction', 'href', 'src'].map((name) => [name, 'address'] as const),
])

/** As browsers read it: with blanks before it and line breaks within. */
const script = new RegExp(String.raw`^[\0-\x1F ]*${[...'javascript:'].join(String.raw`[\r\n\t]*`)}`, 'i')

const ofSending = ['name', 'formAction', 'formEncType', 'formMethod', 'formTarget']

/** What comes last, and in this order. */
const lastOf: Readonly<Record<string, readonly string[]>> = {
  input: [...ofSending, 'checked', 'value'],
  button: ofSending,
  form: ['action', 'encType', 'method', 'target'],
}

/** No attributes, or not in their turn. */
const inside = ['children', 'dangerouslySetInnerHTML', 'defaultValue', 'defaultChecked']
const apart: Readonly<Record<string, readonly string[]>> = {
  ...lastOf,
  select: ['value'],
  textarea: ['value'],
  option: ['selected'],
}

/** How an element's attributes are written: null for what is none, or not in its turn. Few: they are in our own source. */
export interface Shape {
  names: Map<string, Written | null>
  last: readonly { name: string; written: Written }[]
  isOption: boolean
}

/** To be made once for each kind of element. */
export function shapeOf(tag: string): Shape {
  const elsewhere = [...inside, ...(apart[tag] ?? [])].map((name) => [name, null] as const)
  const last = (lastOf[tag] ?? []).map((name) => ({ name, written: writtenAs(name) }))
  return { names: new Map<string, Written | null>(elsewhere), last, isOption: tag === 'option' }
}

/** `chosen`: the value of the list that an option is in. */
export function attributesOf(
  { names: known, last, isOption }: Shape,
  props: Props,
  chosen: string | undefined,
): string {
  let text = ''
  for (const name in props) {
    let written = known.get(name)
    if (written === undefined) known.set(name, (written = writtenAs(name)))
    if (written) text += attribute(written, props[name])
  }
  for (const { name, written } of last) text += attribute(written, lastValue(name, props))
  return isOption && isChosen(props, chosen) ? `${text} selected=""` : text
}

function lastValue(name: string, props: Props): unknown {
  if (name === 'checked') return props.checked ?? props.defaultChecked
  return name === 'value' ? (props.value ?? props.defaultValue) : props[name]
}

function isChosen(props: Props, chosen: string | undefined): boolean {
  if (chosen === undefined) return props.selected === true
  return chosen === String(props.value ?? props.children)
}

/** What stands in a list or in a field for text; undefined where nothing was said. */
export function chosenIn({ value, defaultValue }: Props): string | undefined {
  const said = value ?? defaultValue
  return said === null || said === undefined ? undefined : String(said)
}

function writtenAs(name: string): Written {
  const kind = kinds.get(name) ?? (/^(data|aria)-/.test(name) ? 'told' : 'plain')
  return { lead: ` ${names[name] ?? name}="`, kind }
}

function attribute({ lead, kind }: Written, value: unknown): string {
  if (value === null || value === undefined || typeof value === 'function') return ''
  if (kind === 'present') return value ? `${lead}"` : ''
  if (kind !== 'told' && typeof value === 'boolean') return ''
  const text = typeof value === 'string' ? value : String(value)
  if (kind !== 'address') return `${lead}${escaped(text)}"`
  if (text === '' && lead === ' src="') return ''
  return `${lead}${script.test(text) ? '#' : escaped(text)}"`
}
