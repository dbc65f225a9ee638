/**
 * The fonts of our PDFs, tried in this order for every grapheme cluster: BIZ UDPGothic (made for official papers),
 * Noto Sans JP (𠮷 and other rare characters), Noto Emoji. All are SIL OFL and come from npm.
 */
import fs from 'node:fs'
import { fileURLToPath } from 'node:url'
import { create, type Font } from '@cantoo/fontkit'
import { variationsOf, type Variations } from './variations.ts'

export type Weight = 'regular' | 'bold'

export interface Typeface {
  name: string
  font: Font
  /** Font units to thousandths of an em, the unit of PDF. */
  scale: number
  variations: Variations
}

const files: Record<Weight, readonly string[]> = {
  regular: [
    '@expo-google-fonts/biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf',
    '@expo-google-fonts/noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf',
    '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  ],
  bold: [
    '@expo-google-fonts/biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf',
    '@expo-google-fonts/noto-sans-jp/700Bold/NotoSansJP_700Bold.ttf',
    '@expo-google-fonts/noto-emoji/700Bold/NotoEmoji_700Bold.ttf',
  ],
}

const loaded = new Map<string, Typeface>()

/** The nth font of the fallback order, read when first needed and kept: parsing one costs more than a whole page. */
export function typeface(weight: Weight, order: number): Typeface | undefined {
  const file = files[weight][order]
  if (file === undefined) return undefined
  const known = loaded.get(file)
  if (known) return known
  const face = load(file)
  loaded.set(file, face)
  return face
}

function load(file: string): Typeface {
  const font = create(fs.readFileSync(fileURLToPath(import.meta.resolve(file))))
  if (!('layout' in font)) throw new Error(`${file} is a collection, not a font`)
  return { name: font.postscriptName ?? 'Font', font, scale: 1000 / font.unitsPerEm, variations: variationsOf(font) }
}
