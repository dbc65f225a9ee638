/**
 * A subset of one font inside one document. We number the shapes ourselves instead of using pdf-lib's fonts: fontkit
 * keeps one glyph object per process, so a glyph that stands for two characters (辻 and 辻󠄁) would be copied out of the
 * PDF as whichever character the process saw first.
 */
import { deflateSync } from 'node:zlib'
import { PDFHexString, PDFName, PDFRawStream, PDFString, type PDFContext, type PDFRef } from 'pdf-lib'
import type { Shape } from './shapes.ts'
import type { Typeface } from './typefaces.ts'

export interface EmbeddedFont {
  /** The name of the font in the pages' resources. */
  name: string
  ref: PDFRef
  /** The codes that draw this shape, as hexadecimal digits. */
  encode: (shape: Shape) => string
  /** Writes the font with exactly the shapes that were encoded. */
  finish: () => void
}

interface Character {
  glyph: number
  advance: number
  /** What is copied or searched; empty for the second and later glyphs of a cluster. */
  text: string
}

export function embedFont(context: PDFContext, face: Typeface, name: string): EmbeddedFont {
  const ref = context.nextRef()
  const subset = face.font.createSubset()
  const characters: Character[] = []
  const codes = new Map<Shape, string>()

  const add = (shape: Shape) =>
    shape.glyphs.map(({ id, advance }, index) => {
      characters.push({ glyph: subset.includeGlyph(id), advance, text: index === 0 ? shape.text : '' })
      return hex(characters.length)
    })

  return {
    name,
    ref,
    encode: (shape) => {
      const known = codes.get(shape)
      if (known) return known
      const code = add(shape).join('')
      codes.set(shape, code)
      return code
    },
    finish: () => context.assign(ref, fontDictionary(context, face, name, subset.encode(), characters)),
  }
}

function fontDictionary(
  context: PDFContext,
  face: Typeface,
  name: string,
  program: Uint8Array,
  characters: readonly Character[],
) {
  // six capitals mark a subset (ISO 32000 9.6.4); a document has one subset of each font, so they may be the same
  const baseFont = `${name.replace(/\d/g, 'X').padEnd(6, 'A').toUpperCase().slice(0, 6)}+${face.name}`
  const glyphs = Buffer.alloc((characters.length + 1) * 2)
  characters.forEach(({ glyph }, index) => glyphs.writeUInt16BE(glyph, (index + 1) * 2))
  return context.obj({
    Type: 'Font',
    Subtype: 'Type0',
    BaseFont: baseFont,
    Encoding: 'Identity-H',
    ToUnicode: stream(context, Buffer.from(toUnicode(characters))),
    DescendantFonts: [
      context.register(
        context.obj({
          Type: 'Font',
          Subtype: 'CIDFontType2',
          BaseFont: baseFont,
          CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
          CIDToGIDMap: stream(context, glyphs),
          FontDescriptor: descriptor(context, face, baseFont, program),
          DW: 1000,
          W: [1, characters.map(({ advance }) => Math.round(advance * 10) / 10)],
        }),
      ),
    ],
  })
}

function descriptor(context: PDFContext, { font, scale }: Typeface, baseFont: string, program: Uint8Array) {
  const { minX, minY, maxX, maxY } = font.bbox
  const scaled = (value: number) => Math.round(value * scale)
  return context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: baseFont,
      Flags: 4, // symbolic: the font program's own encoding is used
      FontBBox: [minX, minY, maxX, maxY].map(scaled),
      ItalicAngle: 0,
      Ascent: scaled(font.ascent),
      Descent: scaled(font.descent),
      CapHeight: scaled(font.capHeight || font.ascent),
      StemV: 80,
      FontFile2: stream(context, program, { Length1: program.length }),
    }),
  )
}

/** The map from codes to text (a CMap), so that copying and searching give back what was typed. */
function toUnicode(characters: readonly Character[]): string {
  const lines = characters.flatMap(({ text }, index) => (text ? [`<${hex(index + 1)}><${utf16(text)}>`] : []))
  const blocks = Array.from({ length: Math.ceil(lines.length / 100) }, (_, block) =>
    lines.slice(block * 100, block * 100 + 100),
  )
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000><ffff> endcodespacerange',
    ...blocks.map((block) => `${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`),
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n')
}

/** A compressed stream. node:zlib does it several times faster than the library's own. */
export function stream(context: PDFContext, bytes: Uint8Array, more: Record<string, number> = {}): PDFRef {
  const packed = deflateSync(bytes)
  const dictionary = context.obj({ ...more, Filter: PDFName.of('FlateDecode'), Length: packed.length })
  return context.register(PDFRawStream.of(dictionary, packed))
}

function hex(code: number) {
  return code.toString(16).padStart(4, '0')
}

function utf16(text: string) {
  return Buffer.from(text, 'utf16le').swap16().toString('hex')
}

/** Text for dictionaries: titles, bookmarks. */
export function pdfText(text: string): PDFHexString {
  return PDFHexString.fromText(text)
}
