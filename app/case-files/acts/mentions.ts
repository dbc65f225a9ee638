/** Colleagues named in a note: `@` and the name. Names are found among those who may see the case, and nowhere else. */
import type { OfficerLine } from '#db/people/people.server.ts'

type Named = Pick<OfficerLine, 'officerId' | 'name'>

export interface Mentioned {
  officerIds: readonly string[]
  /** An `@` with a word behind it that is nobody's name. */
  unknown: boolean
}

/** Full-width signs count like the others; blanks within names may be left out. Of two that fit, the longer name counts. */
export function mentionedIn(text: string, colleagues: readonly Named[]): Mentioned {
  const found = textAfterSigns(text).map((after) => officersAt(after, colleagues))
  return { officerIds: [...new Set(found.flat())], unknown: found.some((ids) => ids.length === 0) }
}

/** The text in pieces, those that name somebody marked, so that the page can set them off. */
export function markMentions(text: string, names: readonly string[]): { text: string; mention: boolean }[] {
  const signs = [...text.matchAll(sign)].map(({ index }) => index)
  const pieces: { text: string; mention: boolean }[] = []
  let from = 0
  for (const at of signs) {
    const name = longestAt(text.slice(at + 1), names)
    if (name === null || at < from) continue
    if (at > from) pieces.push({ text: text.slice(from, at), mention: false })
    pieces.push({ text: text.slice(at, at + 1 + name.length), mention: true })
    from = at + 1 + name.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from), mention: false })
  return pieces
}

/** An address of mail has a letter before its sign. */
const sign = /(?<![\w.+-])[@＠](?=\S)/g

const textAfterSigns = (text: string): string[] => [...text.matchAll(sign)].map(({ index }) => text.slice(index + 1))

function officersAt(after: string, colleagues: readonly Named[]): string[] {
  const longest = longestAt(
    after,
    colleagues.map(({ name }) => name),
  )
  if (longest === null) return []
  return colleagues.filter(({ name }) => spellings(name).includes(longest)).map(({ officerId }) => officerId)
}

/** The longest spelling of a name that the text begins with. */
function longestAt(after: string, names: readonly string[]): string | null {
  const fitting = names.flatMap(spellings).filter((spelling) => after.startsWith(spelling))
  return fitting.toSorted((a, b) => b.length - a.length)[0] ?? null
}

/** Without what is added in brackets. */
export const shortName = (name: string): string => name.replace(/[（(].*$/, '').trim()

/** As it stands, without blanks, and in short. */
function spellings(name: string): string[] {
  const short = shortName(name)
  return [...new Set([name, name.replaceAll(/\s/g, ''), short, short.replaceAll(/\s/g, '')])].filter(Boolean)
}
