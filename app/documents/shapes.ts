/**
 * From text to shapes: one per grapheme cluster, in the first font that has all of it. What no font has becomes its
 * code point, like 〔U+1F9FF〕, and so do invisible characters that could deceive: nothing is ever a silent blank.
 */
import { typeface, type Typeface, type Weight } from './typefaces.ts'

export interface Shape {
  text: string
  face: Typeface
  glyphs: readonly { id: number; advance: number }[]
  /** Thousandths of an em. */
  width: number
}

const graphemes = new Intl.Segmenter('ja', { granularity: 'grapheme' })
const plain = /^[\u0020-\u007e\u3000-\u303f\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*$/

/** Controls, directional marks and other things without a shape of their own, private and unassigned characters. */
const shapeless = /^[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]$/u

const zeroWidthJoiner = 0x200d
const apostrophes = /^[‘’]$/ // half an em wide in the first font: “the portal’ s”
const longestCluster = 16 // the longest emoji that Unicode knows has ten; whatever is longer could leave the sheet
const presentation = new Set([0xfe0e, 0xfe0f]) // "as text", "as emoji": our emoji are drawn in one colour anyway

const caches: Record<Weight, Map<string, readonly Shape[]>> = { regular: new Map(), bold: new Map() }
const cacheSize = 20_000

/** The shapes of one line of text (no line breaks in it). */
export function shapesOf(text: string, weight: Weight): Shape[] {
  const shapes: Shape[] = []
  const clusters = plain.test(text) ? text : [...graphemes.segment(text)].map(({ segment }) => segment)
  for (const cluster of clusters) shapes.push(...clusterShapes(cluster === '\t' ? ' ' : cluster, weight))
  return shapes
}

function clusterShapes(cluster: string, weight: Weight): readonly Shape[] {
  const cache = caches[weight]
  const known = cache.get(cluster)
  if (known) return known
  if (cache.size >= cacheSize) cache.clear() // a process that has seen this many forgets all and stays small
  const shapes = shape(cluster, weight)
  cache.set(cluster, shapes)
  return shapes
}

function shape(cluster: string, weight: Weight): readonly Shape[] {
  const codes = [...cluster].map((character) => character.codePointAt(0) ?? 0)
  if (codes.length === 1 && shapeless.test(cluster)) return codePoint(codes[0] ?? 0, weight)
  const whole =
    codes.length <= longestCluster && (composed(cluster, codes, weight) ?? inFirstFont(cluster, codes, weight))
  if (whole) return [whole]
  if (codes.length === 1) return codePoint(codes[0] ?? 0, weight)
  return codes.filter((code) => !isJoint(code)).flatMap((code) => clusterShapes(String.fromCodePoint(code), weight))
}

/**
 * A letter that was typed in pieces (e, circumflex, tilde): the font that has the letter draws it better than one that sets
 * its pieces side by side. What is one character stays it: composing would turn U+FA19 into U+795E, another shape.
 */
function composed(cluster: string, codes: readonly number[], weight: Weight): Shape | null {
  const [letter = '', ...more] = cluster.normalize('NFC')
  if (codes.length === 1 || more.length > 0) return null
  const drawn = inFirstFont(letter, [letter.codePointAt(0) ?? 0], weight)
  return drawn && { ...drawn, text: cluster }
}

function codePoint(code: number, weight: Weight): Shape[] {
  const name = code.toString(16).toUpperCase().padStart(4, '0')
  return shapesOf(`〔U+${name}〕`, weight)
}

function inFirstFont(cluster: string, codes: readonly number[], weight: Weight): Shape | null {
  for (let order = apostrophes.test(cluster) ? 1 : 0; ; order += 1) {
    const face = typeface(weight, order)
    if (!face) return null
    const glyphs = glyphsIn(face, cluster, codes)
    if (glyphs) return { text: cluster, face, glyphs, width: glyphs.reduce((sum, { advance }) => sum + advance, 0) }
  }
}

/**
 * The glyphs of a cluster, or null if the font lacks any of them. The font is asked for every character first: fontkit
 * lays out a missing one as a space once its glyph 0 has been seen for an invisible character.
 */
function glyphsIn(face: Typeface, cluster: string, codes: readonly number[]): Shape['glyphs'] | null {
  const [base = 0, selector = 0] = codes
  if (!codes.every((code) => isJoint(code) || isSelector(code) || face.font.hasGlyphForCodePoint(code))) return null
  if (codes.length === 1) return found(face, [face.font.glyphForCodePoint(base)?.id ?? 0])
  if (codes.length === 2 && isSelector(selector)) return found(face, [face.variations(base, selector) ?? 0])
  if (codes.some(isSelector)) return null
  const { glyphs } = face.font.layout(cluster)
  return found(
    face,
    glyphs.map(({ id }) => id),
  )
}

function found({ font, scale }: Typeface, ids: readonly number[]): Shape['glyphs'] | null {
  if (ids.length === 0 || ids.includes(0)) return null
  return ids.map((id) => ({ id, advance: (font.getGlyph(id)?.advanceWidth ?? 0) * scale }))
}

function isJoint(code: number) {
  return code === zeroWidthJoiner || presentation.has(code)
}

function isSelector(code: number) {
  return (code >= 0xfe00 && code <= 0xfe0d) || (code >= 0xe0100 && code <= 0xe01ef)
}
