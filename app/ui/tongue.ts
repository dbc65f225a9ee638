/** Whoever draws an element with nothing but somebody's text in it says its language, where it is not the page's. */
import { foreignIn } from '#app/i18n/foreign.ts'
import type { Language } from '#app/i18n/language.ts'

import { markup, type Markup } from './markup.ts'

const tongues: Readonly<Record<Language, Markup>> = { ja: markup` lang="ja"`, en: markup` lang="en"` }

/** An attribute, or nothing. */
export function tongue(page: Language, text: string): Markup | null {
  const foreign = foreignIn(page, text)
  return foreign && tongues[foreign]
}
