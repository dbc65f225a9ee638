/** Which variants of a character a font really has: 辻󠄀 and 辻󠄁 are different names of different people. */
import type { Font } from '@cantoo/fontkit'

/** The glyph of a character with a variation selector; undefined if the font does not know the pair. */
export type Variations = (codePoint: number, selector: number) => number | undefined

/** cmap format 14 as fontkit reads it. Its public types leave the table out, and its lookup hides a missing pair. */
interface SelectorRecord {
  varSelector: number
  defaultUVS?: readonly { startUnicodeValue: number; additionalCount: number }[] | null
  nonDefaultUVS?: readonly { unicodeValue: number; glyphID: number }[] | null
}

interface CharacterMap {
  tables: readonly { table: { version: number; varSelectors?: { toArray: () => SelectorRecord[] } } }[]
}

const first = 0xe0100

/** Reads the table when it is first asked for. */
export function variationsOf(font: Font): Variations {
  let known: Map<string, number> | undefined
  return (codePoint, selector) => {
    known ??= readPairs(font)
    return known.get(pair(codePoint, selector))
  }
}

function readPairs(font: Font): Map<string, number> {
  const pairs = new Map<string, number>()
  for (const { varSelector, defaultUVS, nonDefaultUVS } of selectorsOf(font)) {
    for (const { startUnicodeValue, additionalCount } of defaultUVS ?? []) {
      for (let code = startUnicodeValue; code <= startUnicodeValue + additionalCount; code += 1) {
        pairs.set(pair(code, varSelector), font.glyphForCodePoint(code)?.id ?? 0)
      }
    }
    for (const { unicodeValue, glyphID } of nonDefaultUVS ?? []) {
      pairs.set(pair(unicodeValue, varSelector), glyphID)
      if (varSelector === first) addSecondForm(pairs, unicodeValue, font)
    }
  }
  return pairs
}

/**
 * In the Adobe-Japan1 collection the first selector is the form before JIS X 0213:2004 and the second the form since.
 * Our fonts are drawn to 2004, so where the old form has its own glyph the bare character already is the new one.
 */
function addSecondForm(pairs: Map<string, number>, codePoint: number, font: Font) {
  const second = pair(codePoint, first + 1)
  if (!pairs.has(second)) pairs.set(second, font.glyphForCodePoint(codePoint)?.id ?? 0)
}

function selectorsOf(font: Font): SelectorRecord[] {
  // fontkit has every table of the file as a property; only the types do not say so
  const { cmap } = font as Font & { cmap: CharacterMap }
  return cmap.tables.find(({ table }) => table.version === 14)?.table.varSelectors?.toArray() ?? []
}

function pair(codePoint: number, selector: number) {
  return `${codePoint} ${selector}`
}
