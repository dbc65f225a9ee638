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
const present = new Set(
  'autoFocus checked disabled formNoValidate hidden multiple noValidate open readOnly required reversed'.split(' '),
)

/** Written as true or false; so are data- and aria-. Other attributes that are true or false are not written. */
const told = new Set(['contentEditable', 'draggable', 'focusable', 'spellCheck', 'value'])

const addresses = new Set(['action', 'formAction', 'href', 'src'])

/** As browsers read it: with blanks before it and line breaks within. */
const script = new RegExp(String.raw`^[\0-\x1F ]*${[...'javascript:'].join(String.raw`[\r\n\t]*`)}`, 'i')

const ofSending = ['name', 'formAction', 'formEncType', 'formMethod', 'formTarget']

/** What comes last, and in this order. */
const lastOf: Readonly<Record<string, readonly string[]>> = {
  input: [...ofSending, 'checked', 'value'],
  button: ofSending,
  form: ['action', 'encType', 'method', 'target'],
}

/** No attributes, or not of these elements. */
const inside = new Set(['children', 'dangerouslySetInnerHTML', 'defaultValue', 'defaultChecked'])
const insideOf: Readonly<Record<string, readonly string[]>> = {
  select: ['value'],
  textarea: ['value'],
  option: ['selected'],
}
const none: readonly string[] = []

/** `chosen`: the value of the list that an option is in. */
export function attributesOf(tag: string, props: Props, chosen: string | undefined): string {
  const last = lastOf[tag] ?? none
  const within = insideOf[tag] ?? none
  let text = ''
  for (const name in props) {
    if (!inside.has(name) && !last.includes(name) && !within.includes(name)) text += attribute(name, props[name])
  }
  for (const name of last) text += attribute(name, lastValue(name, props))
  return tag === 'option' && isChosen(props, chosen) ? `${text} selected=""` : text
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

function attribute(name: string, value: unknown): string {
  if (value === null || value === undefined || typeof value === 'function') return ''
  const called = names[name] ?? name
  if (present.has(name)) return value ? ` ${called}=""` : ''
  if (typeof value === 'boolean' && !told.has(name) && !/^(data|aria)-/.test(name)) return ''
  const text = String(value)
  if (!addresses.has(name)) return ` ${called}="${escaped(text)}"`
  if (text === '' && name === 'src') return ''
  return ` ${called}="${script.test(text) ? '#' : escaped(text)}"`
}
