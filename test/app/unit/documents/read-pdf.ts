/** Reads our PDFs back the way a viewer does: codes → text, codes → glyph outlines. Pure JavaScript, no tools needed. */
import { create, type Font } from '@cantoo/fontkit'
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFString,
} from 'pdf-lib'

export interface ReadGlyph {
  text: string
  font: string
  glyph: number
  /** Does the font draw anything for it? */
  visible: boolean
}

export interface ReadSheet {
  /** One string per line drawn, in the order of drawing. */
  lines: string[]
  glyphs: ReadGlyph[]
}

interface ReadFont {
  name: string
  program: Font
  texts: Map<string, string>
  glyphOf: (code: number) => number
}

export async function readPdf(bytes: Uint8Array) {
  const document = await PDFDocument.load(bytes, { updateMetadata: false })
  const { catalog } = document
  return {
    title: document.getTitle(),
    language: stringOf(catalog.get(PDFName.of('Lang'))),
    bookmarks: bookmarksOf(catalog.lookup(PDFName.of('Outlines'), PDFDict)),
    tags: tagsOf(catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict)),
    sheets: document.getPages().map(({ node }) => readSheet(node)),
  }
}

function readSheet(page: PDFDict): ReadSheet {
  const fonts = new Map<string, ReadFont>()
  const resources = page.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of('Font'), PDFDict)
  for (const [name] of resources.entries()) fonts.set(name.asString(), readFont(resources.lookup(name, PDFDict)))
  const glyphs: ReadGlyph[] = []
  const drawing = Buffer.from(bytesOf(page.lookup(PDFName.of('Contents')))).toString('latin1')
  const lines = [...drawing.matchAll(/BT (.*?) ET/g)].map(([, text = '']) => {
    const drawn = [...text.matchAll(/(\/F\d+) [\d.]+ Tf <([0-9a-f]*)> Tj/g)].flatMap(([, name = '', codes = '']) =>
      (codes.match(/.{4}/g) ?? []).map((code) => readGlyph(fonts.get(name), code)),
    )
    glyphs.push(...drawn)
    return drawn.map((glyph) => glyph.text).join('')
  })
  return { lines, glyphs }
}

function readGlyph(font: ReadFont | undefined, code: string): ReadGlyph {
  if (!font) throw new Error('text in a font that the page does not have')
  const glyph = font.glyphOf(Number.parseInt(code, 16))
  const visible = (font.program.getGlyph(glyph)?.path.commands.length ?? 0) > 0
  return { text: font.texts.get(code) ?? '', font: font.name, glyph, visible }
}

function readFont(font: PDFDict): ReadFont {
  const descendant = font.lookup(PDFName.of('DescendantFonts'), PDFArray).lookup(0, PDFDict)
  const descriptor = descendant.lookup(PDFName.of('FontDescriptor'), PDFDict)
  const program = create(bytesOf(descriptor.lookup(PDFName.of('FontFile2'))))
  if (!('getGlyph' in program)) throw new Error('not a font')
  const map = Buffer.from(bytesOf(descendant.lookup(PDFName.of('CIDToGIDMap'))))
  const unicode = Buffer.from(bytesOf(font.lookup(PDFName.of('ToUnicode')))).toString('latin1')
  const texts = [...unicode.matchAll(/<([0-9a-f]{4})><([0-9a-f]+)>/g)].map(
    ([, code = '', text = '']): [string, string] => [code, Buffer.from(text, 'hex').swap16().toString('utf16le')],
  )
  return {
    name: font.lookup(PDFName.of('BaseFont'), PDFName).decodeText(),
    program,
    texts: new Map(texts),
    glyphOf: (code) => map.readUInt16BE(code * 2),
  }
}

function bookmarksOf(parent: PDFDict): string[] {
  const titles: string[] = []
  let entry = parent.lookupMaybe(PDFName.of('First'), PDFDict)
  while (entry) {
    titles.push(stringOf(entry.get(PDFName.of('Title'))) ?? '', ...bookmarksOf(entry))
    entry = entry.lookupMaybe(PDFName.of('Next'), PDFDict)
  }
  return titles
}

/** The names of the structure tree in reading order. */
function tagsOf(element: PDFDict): string[] {
  const name = element.lookupMaybe(PDFName.of('S'), PDFName)?.decodeText()
  const kids = element.has(PDFName.of('K')) ? element.lookup(PDFName.of('K')) : []
  const list = kids instanceof PDFArray ? kids.asArray() : [kids]
  const below = list.flatMap((kid) => {
    const child = kid instanceof PDFRef ? element.context.lookup(kid) : kid
    return child instanceof PDFDict ? tagsOf(child) : []
  })
  return name ? [name, ...below] : below
}

function bytesOf(stream: unknown): Uint8Array {
  if (!(stream instanceof PDFRawStream)) throw new Error('not a stream')
  return decodePDFRawStream(stream).decode()
}

function stringOf(value: unknown): string | undefined {
  return value instanceof PDFHexString || value instanceof PDFString ? value.decodeText() : undefined
}
