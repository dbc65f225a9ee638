export const languages = ['ja', 'en'] as const
export type Language = (typeof languages)[number]

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value)
}

/** The language a person chose, else the first of the browser's that we speak, else Japanese. */
export function languageOf(chosen: string | undefined, accepted: string | null): Language {
  if (isLanguage(chosen)) return chosen
  const wishes = (accepted ?? '').split(',').map(wish)
  const best = wishes.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  return best.map(({ language }) => language).find(isLanguage) ?? 'ja'
}

function wish(text: string): { language: string; weight: number } {
  const [range = '', ...parameters] = text.trim().toLowerCase().split(';')
  const weight = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
  return { language: range.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) }
}
