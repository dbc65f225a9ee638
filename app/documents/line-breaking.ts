/** Japanese line breaking (JIS X 4051, kinsoku): where a line may end, and how a text fills lines of a given width. */
import type { Shape } from './shapes.ts'

const notAtStart = new Set(
  '、。，．・：；？！‼⁇⁈⁉」』）］｝】〉》〕〗〙〛〟’”»ー゛゜ヽヾゝゞ々〻ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ‐–〜～…‥％‰℃,.:;?!)]}%、。」',
)
const notAtEnd = new Set('「『（［｛【〈《〔〖〘〚〝‘“«￥＄£＃([{$#')
const inWord = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}!-/:-@[-`{-~¡-¿]/u
const softAfter = new Set('/\\-_.,?&=;:@|')

export type Line = readonly Shape[]

/** Fills lines of at most `width` (thousandths of an em). Always at least one line, which may be empty. */
export function breakLines(shapes: readonly Shape[], width: number): Line[] {
  const lines: Shape[][] = []
  let line: Shape[] = []
  let used = 0
  for (const word of words(shapes)) {
    for (const piece of piecesOf(word, width)) {
      const needed = widthOf(withoutSpacesAtEnd(piece))
      if (line.length > 0 && used + needed > width) {
        lines.push(line)
        line = []
        used = 0
      }
      line.push(...piece)
      used += widthOf(piece)
    }
  }
  return [...lines, line].map(withoutSpacesAtEnd)
}

export function widthOf(shapes: readonly Shape[]): number {
  return shapes.reduce((sum, { width }) => sum + width, 0)
}

/** Runs that stay together: a Latin word with its spaces, or one character with what clings to it. */
function words(shapes: readonly Shape[]): Shape[][] {
  const runs: Shape[][] = []
  let run: Shape[] = []
  shapes.forEach((shape, index) => {
    run.push(shape)
    const next = shapes[index + 1]
    if (!next || !mayBreak(shape.text, next.text)) return
    runs.push(run)
    run = []
  })
  return run.length > 0 ? [...runs, run] : runs
}

function mayBreak(before: string, after: string): boolean {
  if (isSpace(after)) return false
  if (isSpace(before)) return true
  if (notAtStart.has(after) || notAtEnd.has(before)) return false
  return !(inWord.test(before) && inWord.test(after))
}

/** A run that fits is one piece. One that is wider than a line is cut after / - . and the like, or anywhere. */
function piecesOf(word: Shape[], width: number): Shape[][] {
  if (widthOf(withoutSpacesAtEnd(word)) <= width) return [word]
  const soft: Shape[][] = [[]]
  for (const shape of word) {
    soft.at(-1)?.push(shape)
    if (softAfter.has(shape.text)) soft.push([])
  }
  return soft.flatMap((piece) => (widthOf(piece) <= width ? [piece] : piece.map((shape) => [shape])))
}

function withoutSpacesAtEnd<T extends readonly Shape[]>(shapes: T): Shape[] {
  const end = shapes.findLastIndex(({ text }) => !isSpace(text))
  return shapes.slice(0, end + 1)
}

function isSpace(text: string) {
  return text === ' ' || text === '\u3000'
}
