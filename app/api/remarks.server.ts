import { wordsOf } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import { aheadOf, earlyIn } from '#forms/answers/ahead.ts'
import { ownWordsIn } from '#forms/answers/own-words.ts'
import { currentEdition, isFilledIn } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'

import type { Remark } from './schemas.ts'

/** What answers a program judges may hold, and not a draft. */
export function filledIn(answers: Answers, language: Language): Remark[] {
  const detail = wordsOf(language)('api:details.filledIn')
  return Object.keys(answers)
    .filter(isFilledIn)
    .map((item) => ({ item, code: 'filledIn', detail }))
}

/** A list leaves out its entries that are null; somebody may have meant them to stand for something. */
export function leftOut(
  given: Readonly<Record<string, unknown>>,
  problems: readonly { item: string }[],
  language: Language,
): Remark[] {
  const detail = wordsOf(language)('api:details.nullLeftOut')
  const wrong = new Set(problems.map(({ item }) => item))
  return Object.entries(given).flatMap(([item, raw]) =>
    !wrong.has(item) && hasNullEntry(raw) ? [{ item, code: 'nullLeftOut', detail }] : [],
  )
}

function hasNullEntry(raw: unknown): boolean {
  if (Array.isArray(raw)) return raw.some((entry) => entry === null || hasNullEntry(entry))
  return typeof raw === 'object' && raw !== null && Object.values(raw).some(hasNullEntry)
}

/** What may be sent so, and is perhaps not meant so. */
export function remarksOn(answers: Answers, at: Date, language: Language): Remark[] {
  const words = wordsOf(language)
  const remarks = {
    ahead: aheadOf(answers, at),
    early: earlyIn(answers),
    ownWord: ownWordsIn(currentEdition, answers),
  } as const
  return (['ahead', 'early', 'ownWord'] as const).flatMap((code) =>
    remarks[code].map((item) => ({ item, code, detail: words(`api:details.${code}`) })),
  )
}
