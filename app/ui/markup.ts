/** Text that is HTML already: everything in it was escaped. It can stand as `dangerouslySetInnerHTML`. */
export interface Markup {
  readonly __html: string
}

type Piece = string | number | Markup | readonly Markup[] | false | null | undefined

/**
 * The leaves of long lists. An element costs React some two microseconds, and lists of hundreds of ticks and names were
 * most of a page's time; written as text they are an eighth of that. Whatever is put in is escaped as React does it.
 */
export function markup(texts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let text = texts[0] ?? ''
  for (let at = 0; at < pieces.length; at++) text += written(pieces[at]) + (texts[at + 1] ?? '')
  return { __html: text }
}

function written(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece)
  if (typeof piece === 'number') return String(piece)
  if (!piece) return ''
  if ('__html' in piece) return textOf(piece)
  let text = ''
  for (const one of piece) text += textOf(one)
  return text
}

const textOf = ({ __html: text }: Markup): string => text

/** The same, for what is kept: whatever it was put together from is looked at once more for each page that it stands on. */
export const inOnePiece = ({ __html: text }: Markup): Markup => ({ __html: Buffer.from(text).toString() })

const special = /["'&<>]/
const entities: Readonly<Record<string, string>> = {
  '"': '&quot;',
  "'": '&#x27;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
}

/** For text and for attributes in double quotes. */
export function escaped(text: string): string {
  return special.test(text) ? text.replaceAll(/["'&<>]/g, (sign) => entities[sign] ?? '') : text
}
