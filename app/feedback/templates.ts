/** A body's templates as its forms offer them. */
import type { ActProblem } from '#app/case-files/acts/act.ts'
import { limits, problemsOfLength } from '#app/case-files/acts/act.ts'
import type { Language } from '#app/i18n/language.ts'
import type { Template, TemplateContent, TemplateKind } from '#db/case-files/templates.server.ts'

export const templateKinds = ['question', 'advice', 'closing'] as const satisfies readonly TemplateKind[]
export const templateLimits = { name: 60, text: 2_000, templates: 100 } as const

export interface TemplateChoice {
  /** "<id> <language>". */
  value: string
  name: string
  language: Language
}

/** Those of a kind, the reader's language first; a language without a text is not offered. */
export function templateChoices(templates: readonly Template[], kind: TemplateKind, first: Language): TemplateChoice[] {
  const languages: Language[] = first === 'ja' ? ['ja', 'en'] : ['en', 'ja']
  const own = templates.filter((template) => template.kind === kind && !template.retiredAt)
  return languages.flatMap((language) =>
    own.flatMap(({ id, [language]: { name, text }, ja, en }) =>
      text === '' ? [] : [{ value: `${id} ${language}`, name: name || ja.name || en.name, language }],
    ),
  )
}

/** What is typed stays, and the template comes below it. Null when there is no such template. */
export function withTemplate(typed: string, chosen: string, templates: readonly Template[]): string | null {
  const [id, language] = chosen.split(' ')
  const template = templates.find((one) => one.id === id && !one.retiredAt)
  if (!template || (language !== 'ja' && language !== 'en')) return null
  const { text } = template[language]
  return typed === '' ? text : `${typed}\n${text}`
}

/** A template has a name and a text in one language at least, and both or neither in each. */
export function problemsOfTemplate(content: TemplateContent): ActProblem[] {
  const found = (['ja', 'en'] as const).flatMap((language) => {
    const { name, text } = content[language]
    return [
      ...(name === '' && text !== '' ? [{ field: `name-${language}`, code: 'templateNameMissing' }] : []),
      ...(name !== '' && text === '' ? [{ field: `text-${language}`, code: 'templateTextMissing' }] : []),
      ...problemsOfLength(`name-${language}`, name, 'templateName', templateLimits.name),
      ...problemsOfLength(`text-${language}`, text, 'templateText', Math.min(templateLimits.text, limits.text)),
    ]
  })
  const empty = [content.ja, content.en].every(({ name, text }) => name === '' && text === '')
  return empty ? [{ field: 'name-ja', code: 'templateEmpty' }] : found
}
