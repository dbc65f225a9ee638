/**
 * A document being drawn: sheets of A4, text and rectangles on them, and the tags that tell a screen reader what is a
 * heading and what belongs to which row. Coordinates are points from the bottom left, as PDF has them.
 */
import { PDFDocument, PDFName, type PDFContext, type PDFDict, type PDFRef } from 'pdf-lib'
import { embedFont, stream, type EmbeddedFont } from './embedded-font.ts'
import type { Line } from './line-breaking.ts'
import { outlineOf, type Bookmark } from './outline.ts'
import { structureOf, tag, type Tag } from './tags.ts'
import type { Typeface } from './typefaces.ts'

export const sheetWidth = 595.28
export const sheetHeight = 841.89

export type Colour = readonly [red: number, green: number, blue: number]

export interface TextStyle {
  x: number
  y: number
  size: number
  colour: Colour
}

export interface Sheet {
  index: number
  drawing: string[]
  /** The tags drawn on this sheet, in the order of their numbers. */
  marked: Tag[]
}

interface About {
  title: string
  language: string
  subject: string
  at: Date
}

export interface Paper {
  sheets: Sheet[]
  /** The root of what is read aloud. Everything that is not drawn inside a tag is decoration. */
  root: Tag
  addSheet: () => Sheet
  rectangle: (sheet: Sheet, box: readonly [x: number, y: number, width: number, height: number], colour: Colour) => void
  text: (sheet: Sheet, line: Line, style: TextStyle) => void
  /** Text that is no part of what is read: headers, footers. */
  decoration: (sheet: Sheet, line: Line, style: TextStyle) => void
  /** What `draw` draws on the sheet belongs to this tag. */
  inside: (sheet: Sheet, under: Tag, draw: () => void) => void
  bookmark: (title: string, sheet: Sheet, top: number, level: 0 | 1) => void
  finish: (about: About) => Promise<Uint8Array>
}

export async function openPaper(): Promise<Paper> {
  const document = await PDFDocument.create({ updateMetadata: false })
  const { context } = document
  const fonts = new Map<Typeface, EmbeddedFont>()
  const sheets: Sheet[] = []
  const bookmarks: Bookmark[] = []
  const root = tag('Document')

  const fontOf = (face: Typeface) => {
    const known = fonts.get(face)
    if (known) return known
    const font = embedFont(context, face, `F${fonts.size + 1}`)
    fonts.set(face, font)
    return font
  }

  return {
    sheets,
    root,
    addSheet: () => {
      const sheet = { index: sheets.length, drawing: [], marked: [] }
      sheets.push(sheet)
      return sheet
    },
    rectangle: (sheet, box, colour) => {
      sheet.drawing.push(`/Artifact BMC ${colour.join(' ')} rg ${box.map(short).join(' ')} re f EMC`)
    },
    text: (sheet, line, style) => void sheet.drawing.push(drawnText(line, style, fontOf)),
    decoration: (sheet, line, style) => void sheet.drawing.push(`/Artifact BMC ${drawnText(line, style, fontOf)} EMC`),
    inside: (sheet, under, draw) => {
      const number = sheet.marked.push(under) - 1
      under.children.push({ sheet: sheet.index, number })
      sheet.drawing.push(`/${under.name} <</MCID ${number}>> BDC`)
      draw()
      sheet.drawing.push('EMC')
    },
    bookmark: (title, sheet, top, level) => {
      bookmarks.push({ title, sheet: sheet.index, top, level })
    },
    finish: async (about) => {
      describe(document, about)
      for (const font of fonts.values()) font.finish()
      const pages = addPages(document, sheets, fonts)
      const marked = sheets.map((sheet) => sheet.marked)
      document.catalog.set(PDFName.of('Outlines'), outlineOf(context, bookmarks, pages))
      document.catalog.set(PDFName.of('StructTreeRoot'), structureOf(context, root, marked, pages))
      return document.save(saving)
    },
  }
}

const saving = {
  useObjectStreams: true,
  objectsPerTick: Infinity,
  addDefaultPage: false,
  updateFieldAppearances: false,
}

function describe(document: PDFDocument, { title, language, subject, at }: About) {
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setLanguage(language)
  document.setSubject(subject)
  document.setProducer('Madoguchi')
  document.setCreationDate(at)
  document.setModificationDate(at)
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'))
  document.catalog.set(PDFName.of('MarkInfo'), document.context.obj({ Marked: true }))
}

function drawnText(line: Line, { x, y, size, colour }: TextStyle, fontOf: (face: Typeface) => EmbeddedFont) {
  const runs = runsOf(line, fontOf).map(({ name, codes }) => `/${name} ${size} Tf <${codes}> Tj`)
  return `BT ${colour.join(' ')} rg 1 0 0 1 ${short(x)} ${short(y)} Tm ${runs.join(' ')} ET`
}

function runsOf(line: Line, fontOf: (face: Typeface) => EmbeddedFont) {
  const runs: { name: string; codes: string }[] = []
  for (const shape of line) {
    const font = fontOf(shape.face)
    const last = runs.at(-1)
    if (last?.name === font.name) last.codes += font.encode(shape)
    else runs.push({ name: font.name, codes: font.encode(shape) })
  }
  return runs
}

function addPages(document: PDFDocument, sheets: readonly Sheet[], fonts: ReadonlyMap<Typeface, EmbeddedFont>) {
  const { context } = document
  const resources = context.register(context.obj({ Font: fontResources(context, fonts) }))
  return sheets.map(({ drawing, index }) => {
    const { node, ref } = document.addPage([sheetWidth, sheetHeight])
    node.set(PDFName.of('Contents'), stream(context, Buffer.from(drawing.join('\n'))))
    node.set(PDFName.of('Resources'), resources)
    node.set(PDFName.of('StructParents'), context.obj(index))
    node.set(PDFName.of('Tabs'), PDFName.of('S'))
    return ref
  })
}

function fontResources(context: PDFContext, fonts: ReadonlyMap<Typeface, EmbeddedFont>): PDFDict {
  return context.obj(Object.fromEntries([...fonts.values()].map(({ name, ref }): [string, PDFRef] => [name, ref])))
}

/** Two decimals are a thousandth of a millimetre. */
function short(value: number) {
  return Math.round(value * 100) / 100
}
