/** What stands on every sheet: to whom, which report, edition, rulebook, digest, page number, and the TLP label. */
import type { DocumentPage } from '#forms/document.ts'
import { widthOf, type Line } from './line-breaking.ts'
import { sheetHeight, sheetWidth, type Colour, type Paper, type Sheet } from './paper.ts'
import { shapesOf } from './shapes.ts'

/** The few colours of our papers. Quiet text keeps a contrast of 7:1 on white, also when copied in grey. */
export const ink = {
  text: [0.1, 0.1, 0.1],
  quiet: [0.33, 0.33, 0.34],
  line: [0.82, 0.82, 0.84],
  paper: [0.955, 0.96, 0.97],
  accent: [0, 0.07, 0.56],
  black: [0, 0, 0],
} satisfies Record<string, Colour>

/** TLP 2.0: upper case, at least 12 points, on black, at the right of header and footer. */
const tlpColours: Record<string, Colour> = {
  'TLP:RED': [1, 0.169, 0.169],
  'TLP:AMBER': [1, 0.753, 0],
  'TLP:AMBER+STRICT': [1, 0.753, 0],
  'TLP:GREEN': [0.2, 1, 0],
  'TLP:CLEAR': [1, 1, 1],
}

const left = 56
const right = sheetWidth - 56
const headLine = sheetHeight - 54
const footLine = 56

export function markSheets(paper: Paper, marks: DocumentPage['marks']) {
  for (const sheet of paper.sheets) {
    const tlp = marks.tlp ? tlpWidth(marks.tlp) : 0
    drawHead(paper, sheet, marks.head, right - left - tlp)
    drawFoot(paper, sheet, marks.foot, right - tlp, `${sheet.index + 1} / ${paper.sheets.length}`)
    if (!marks.tlp) continue
    drawTlp(paper, sheet, marks.tlp, headLine + 6)
    drawTlp(paper, sheet, marks.tlp, footLine - 26)
  }
}

function drawHead(paper: Paper, sheet: Sheet, head: string, width: number) {
  const { line, size } = fitting(head, 8, width)
  paper.decoration(sheet, line, { x: left, y: headLine + 9, size, colour: ink.quiet })
  paper.rectangle(sheet, [left, headLine, right - left, 0.5], ink.line)
}

function drawFoot(paper: Paper, sheet: Sheet, foot: readonly string[], end: number, number: string) {
  paper.rectangle(sheet, [left, footLine, right - left, 0.5], ink.line)
  foot.forEach((text, index) => {
    const { line, size } = fitting(text, 7, end - left - 48)
    paper.decoration(sheet, line, { x: left, y: footLine - 13 - index * 11, size, colour: ink.quiet })
  })
  const page = shapesOf(number, 'regular')
  const x = end - (widthOf(page) / 1000) * 9
  paper.decoration(sheet, page, { x, y: footLine - 14, size: 9, colour: ink.text })
}

function drawTlp(paper: Paper, sheet: Sheet, label: string, y: number) {
  const shapes = shapesOf(label, 'bold')
  const width = (widthOf(shapes) / 1000) * 12 + 12
  paper.rectangle(sheet, [right - width, y, width, 18], ink.black)
  const colour = tlpColours[label] ?? tlpColours['TLP:CLEAR'] ?? ink.paper
  paper.decoration(sheet, shapes, { x: right - width + 6, y: y + 4.7, size: 12, colour })
}

function tlpWidth(label: string) {
  return (widthOf(shapesOf(label, 'bold')) / 1000) * 12 + 24
}

/** One line, smaller if need be: a digest that is cut off proves nothing. Below 5 points the end is left out, visibly. */
function fitting(text: string, size: number, width: number): { line: Line; size: number } {
  const line = shapesOf(text, 'regular')
  const needed = widthOf(line) / 1000
  if (needed * 5 <= width) return { line, size: Math.min(size, Math.floor((width / needed) * 10) / 10) }
  const room = (width / 5) * 1000 - 1000
  let used = 0
  const end = line.findIndex((shape) => (used += shape.width) > room)
  return { line: [...line.slice(0, end), ...shapesOf('…', 'regular')], size: 5 }
}
