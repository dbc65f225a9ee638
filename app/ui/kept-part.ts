/** Parts of a page that are the same on the next one: drawn once in each language and for each state that they have. */
import type { i18n } from 'i18next'
import { createContext, type ReactElement, useContext } from 'react'
import { useTranslation } from '#app/i18n/use-translation.ts'

import { inOnePiece, type Markup } from './markup.ts'

/** Draws a part by itself, with the words of the page around it and no visit. */
export type Draw = (part: ReactElement) => Markup

/** Who draws: the server's entry says. */
export const DrawContext = createContext<Draw | null>(null)

const most = 200
const kept = new WeakMap<i18n, Map<string, Markup>>()

/**
 * `part` as text. `state` names the part and all that it is drawn from, besides the language: nothing that somebody told us
 * or typed. Null: not to be kept.
 */
export function useKeptPart(state: string | null, part: () => ReactElement): Markup {
  const { i18n } = useTranslation()
  const draw = useContext(DrawContext)
  if (!draw) throw new Error('nobody draws the parts of this page')
  const known = state === null ? undefined : kept.get(i18n)?.get(state)
  if (known) return known
  const drawn = draw(part())
  return state === null ? drawn : keep(i18n, state, inOnePiece(drawn))
}

const names = new WeakMap<object, string>()

/** A value in the name of a state, written once: of values that never change and are the same on page after page. */
export function nameOf(value: object): string {
  const name = names.get(value) ?? JSON.stringify(value)
  names.set(value, name)
  return name
}

function keep(i18n: i18n, state: string, drawn: Markup): Markup {
  const own = kept.get(i18n) ?? new Map<string, Markup>()
  kept.set(i18n, own.set(state, drawn))
  if (own.size > most) own.delete(own.keys().next().value ?? state) // the oldest: it is drawn again when it is wanted
  return drawn
}
