/** A word without blanks is itself; one with blanks is its pieces in turn: text, name, text, name, text. */
export type Template = string | readonly string[]

/** A template, null for what takes i18next to say, undefined for nothing. */
type Said = Template | null | undefined

export interface Word {
  plain: Said
  /** What is said with a number, by the category of the number: zero, one, other. */
  counted: Map<string, Template | null> | null
}

export type Templates = Map<string, Word>

/** All words of a group and of the groups in it, by their path. A group itself is nothing that can be filled in. */
export function templatesIn(group: object): Templates {
  const templates: Templates = new Map()
  const wordAt = (path: string): Word => {
    const word = templates.get(path) ?? { plain: undefined, counted: null }
    templates.set(path, word)
    return word
  }
  const add = (words: object, prefix: string) => {
    for (const [key, value] of Object.entries(words)) {
      const path = prefix + key
      const template = typeof value === 'string' ? templateOf(value) : null
      wordAt(path).plain = template
      const [, stem, category] =
        typeof value === 'string' ? (/^(.+)_(zero|one|two|few|many|other)$/.exec(path) ?? []) : []
      if (stem && category) {
        const word = wordAt(stem)
        word.counted ??= new Map()
        word.counted.set(category, template)
      }
      if (typeof value === 'object' && value !== null) add(value, `${path}.`)
    }
  }
  add(group, '')
  return templates
}

/** Null when there is more to do than filling in blanks: nesting, formats. */
function templateOf(text: string): Template | null {
  if (text.includes('$t(')) return null
  const pieces = text.split(/\{\{(\w+)\}\}/)
  if (pieces.some((piece, at) => at % 2 === 0 && piece.includes('{{'))) return null
  return pieces.length === 1 ? text : pieces
}
