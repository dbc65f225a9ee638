/** Draws a DocumentPage on A4: a calm official paper whose every sheet says to whom it went and proves what was sent. */
import type { DocumentPage, DocumentRow, DocumentSection } from '#forms/document.ts'
import { breakLines, type Line } from './line-breaking.ts'
import { ink, markSheets } from './marks.ts'
import { openPaper, sheetHeight, sheetWidth, type Paper, type Sheet } from './paper.ts'
import { shapesOf } from './shapes.ts'
import { tag, type Tag } from './tags.ts'
import type { Weight } from './typefaces.ts'

export interface PdfOptions {
  /** ISO instant written as the date of creation; the same page with the same instant gives the same bytes. */
  at: string
}

const left = 56
const right = sheetWidth - 56
const top = sheetHeight - 72
const bottom = 62
const labelWidth = 148
const valueLeft = left + labelWidth + 16
const rowPadding = 5.5
/** Of two rows no higher than this, none is left alone on another sheet. */
const shortPair = 120

interface Style {
  weight: Weight
  size: number
  leading: number
  colour: typeof ink.text
}

const styles = {
  title: { weight: 'bold', size: 18, leading: 27, colour: ink.text },
  lead: { weight: 'regular', size: 9.5, leading: 16, colour: ink.text },
  heading: { weight: 'bold', size: 12, leading: 18, colour: ink.text },
  continued: { weight: 'regular', size: 8.5, leading: 14, colour: ink.quiet },
  label: { weight: 'regular', size: 9, leading: 15, colour: ink.quiet },
  value: { weight: 'regular', size: 9.5, leading: 15, colour: ink.text },
  note: { weight: 'regular', size: 8, leading: 13, colour: ink.quiet },
} satisfies Record<string, Style>

/** Where the next thing is drawn. */
interface Pen {
  paper: Paper
  sheet: Sheet
  y: number
}

/** One page of answers (or a receipt) as a tagged PDF with bookmarks. Text that no font has is shown as its code point. */
export async function renderPdf(page: DocumentPage, { at }: PdfOptions): Promise<Uint8Array> {
  const paper = await openPaper()
  const pen = { paper, sheet: paper.addSheet(), y: top }
  drawTitle(pen, page.title)
  for (const paragraph of page.lead ?? []) drawParagraph(pen, paragraph)
  drawMeta(pen, page.meta)
  for (const section of page.sections) drawSection(pen, section, page.marks.continued)
  markSheets(paper, page.marks)
  return paper.finish({
    title: page.title,
    language: languageTag(page.language),
    subject: page.marks.head,
    at: new Date(at),
  })
}

function drawTitle(pen: Pen, title: string) {
  pen.paper.bookmark(title, pen.sheet, sheetHeight, 0)
  const heading = tag('H1', pen.paper.root)
  drawLines(pen, heading, linesOf([title], styles.title, right - left), left, styles.title)
  pen.y -= 8
}

function drawParagraph(pen: Pen, text: string) {
  const lines = linesOf([text], styles.lead, right - left)
  drawLines(pen, tag('P', pen.paper.root), lines, left, styles.lead)
  pen.y -= 6
}

/** The box that identifies the paper. It never spans sheets: it stands on the first, and it is short. */
function drawMeta(pen: Pen, meta: DocumentPage['meta']) {
  const rows = meta.map(({ label, value }) => ({
    label: linesOf([label], styles.label, 108),
    value: linesOf(value.split('\n'), styles.value, right - left - 152),
  }))
  const rowHeight = ({ label, value }: (typeof rows)[number]) => Math.max(label.length, value.length) * 15 + 3
  const height = rows.reduce((sum, row) => sum + rowHeight(row), 0) + 17
  pen.paper.rectangle(pen.sheet, [left, pen.y - height, right - left, height], ink.paper)
  pen.paper.rectangle(pen.sheet, [left, pen.y - height, 3, height], ink.accent)
  const table = tag('Table', pen.paper.root)
  let y = pen.y - 10
  for (const row of rows) {
    const tags = tag('TR', table)
    drawLines({ ...pen, y }, tag('TH', tags), row.label, left + 18, styles.label)
    drawLines({ ...pen, y }, tag('TD', tags), row.value, left + 134, styles.value)
    y -= rowHeight(row)
  }
  pen.y -= height + 12
}

function drawSection(pen: Pen, { heading, rows }: DocumentSection, continued: string) {
  const drawn = rows.map(layRow)
  const first = Math.min(drawn[0]?.height ?? 0, 2 * styles.value.leading + 2 * rowPadding)
  const whole = drawn.reduce((sum, { height }) => sum + height, 0)
  needRoom(pen, 46 + (drawn.length === 2 && whole <= shortPair ? whole : first))
  pen.y -= 14
  pen.paper.bookmark(heading, pen.sheet, pen.y + 8, 1)
  drawLines(pen, tag('H2', pen.paper.root), linesOf([heading], styles.heading, right - left), left, styles.heading)
  pen.y -= 5
  pen.paper.rectangle(pen.sheet, [left, pen.y, right - left, 1.2], ink.accent)
  const table = tag('Table', pen.paper.root)
  for (const row of drawn) drawRow(pen, table, row, heading + continued)
}

type LaidRow = ReturnType<typeof layRow>

function layRow({ label, value, note }: DocumentRow) {
  const lines = {
    label: linesOf([label], styles.label, labelWidth),
    value: linesOf(value, styles.value, right - valueLeft),
    note: note === undefined ? [] : linesOf([note], styles.note, right - valueLeft),
  }
  const valueHeight = lines.value.length * styles.value.leading + lines.note.length * styles.note.leading
  return { ...lines, height: Math.max(lines.label.length * styles.label.leading, valueHeight) + 2 * rowPadding }
}

/** A row that does not fit goes to the next sheet; one longer than that is cut between lines, never one line alone. */
function drawRow(pen: Pen, table: Tag, row: LaidRow, heading: string) {
  const shortest = Math.min(row.height, 2 * styles.value.leading + 2 * rowPadding)
  const room = pen.y - bottom
  if (row.height > room && (room < shortest || row.height <= top - bottom - 30)) turnOver(pen, heading)
  const tags = { row: tag('TR', table) }
  const header = tag('TH', tags.row)
  const cell = tag('TD', tags.row)
  pen.y -= rowPadding
  const start = pen.y
  drawLines(pen, header, row.label, left, styles.label)
  const labelEnd = { sheet: pen.sheet, y: pen.y }
  pen.y = start
  drawOverSheets(pen, cell, row, styles.value, heading)
  drawOverSheets(pen, cell, { label: row.label, value: row.note }, styles.note, heading)
  if (pen.sheet === labelEnd.sheet) pen.y = Math.min(pen.y, labelEnd.y)
  pen.y -= rowPadding
  pen.paper.rectangle(pen.sheet, [left, pen.y, right - left, 0.5], ink.line)
}

/** The lines of a value, on as many sheets as they need; the label stands beside each part. */
function drawOverSheets(pen: Pen, cell: Tag, row: Pick<LaidRow, 'label' | 'value'>, style: Style, heading: string) {
  let rest: readonly Line[] = row.value
  while (rest.length > 0) {
    const fit = Math.max(1, Math.floor((pen.y - bottom - rowPadding) / style.leading))
    const lonely = rest.length - fit === 1 && fit > 2 ? 1 : 0 // the next sheet gets two lines, not one
    drawLines(pen, cell, rest.slice(0, fit - lonely), valueLeft, style)
    rest = rest.slice(fit - lonely)
    if (rest.length === 0) return
    turnOver(pen, heading)
    pen.y -= rowPadding
    decorate({ ...pen }, row.label, left, styles.label)
  }
}

/** A new sheet, whose first line says which section goes on. */
function turnOver(pen: Pen, heading: string) {
  pen.sheet = pen.paper.addSheet()
  pen.y = top
  decorate(pen, linesOf([heading], styles.continued, right - left), left, styles.continued)
  pen.y -= 5
  pen.paper.rectangle(pen.sheet, [left, pen.y, right - left, 0.5], ink.line)
}

function needRoom(pen: Pen, height: number) {
  if (pen.y - height >= bottom) return
  pen.sheet = pen.paper.addSheet()
  pen.y = top
}

function linesOf(paragraphs: readonly string[], { weight, size }: Style, width: number): Line[] {
  return paragraphs.flatMap((text) => breakLines(shapesOf(text, weight), (width / size) * 1000))
}

/** Draws lines that belong to a tag. */
function drawLines(pen: Pen, under: Tag, lines: readonly Line[], x: number, style: Style) {
  if (lines.length > 0) pen.paper.inside(pen.sheet, under, () => drawWith(pen.paper.text, pen, lines, x, style))
}

/** Draws lines that repeat what was already read. */
function decorate(pen: Pen, lines: readonly Line[], x: number, style: Style) {
  drawWith(pen.paper.decoration, pen, lines, x, style)
}

/** From `pen.y` down; the baseline sits where the letters look centred in their line. */
function drawWith(draw: Paper['text'], pen: Pen, lines: readonly Line[], x: number, { size, leading, colour }: Style) {
  for (const line of lines) {
    draw(pen.sheet, line, { x, y: pen.y - leading / 2 - size * 0.36, size, colour })
    pen.y -= leading
  }
}

function languageTag(language: string) {
  return language === 'ja' ? 'ja-JP' : language
}
