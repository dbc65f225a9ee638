/** What a reader of spreadsheets passes over in silence: what people see, merged cells, formulas without a result. Pure. */

/** Cells and rows of a sheet that do not say what people see there. */
export interface Flaw {
  /** As the spreadsheet counts them, from 1. */
  row: number
  /** From 0; null: the whole row. */
  at: number | null
  code: 'merged' | 'formula' | 'hidden'
}

export interface Shown {
  /** From 1, in the order of the workbook. */
  sheet: number
  xml: string
}

/** The first sheet that is not hidden; null when there is none. */
export function shownSheet(entries: ReadonlyMap<string, Buffer>): Shown | null {
  const text = (name: string) => (entries.get(name)?.toString('utf8') ?? '').replaceAll(prefix, '<$1')
  const sheets = [...text('xl/workbook.xml').matchAll(/<sheet\s[^<>]*>/g)].map(([tag]) => tag)
  const at = sheets.findIndex((tag) => !/\sstate="(?:hidden|veryHidden)"/.test(tag))
  const id = /\sr:id="([^"]+)"/.exec(sheets[at] ?? '')?.[1]
  const links = [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship\s[^<>]*>/g)].map(([tag]) => tag)
  const link = links.find((tag) => id !== undefined && tag.includes(` Id="${id}"`))
  const target = /\sTarget="([^"]+)"/.exec(link ?? '')?.[1]
  if (at < 0 || !target) return null
  return { sheet: at + 1, xml: text(target.startsWith('/') ? target.slice(1) : `xl/${target}`) }
}

/** Of elements, which some programs write before every name. */
const prefix = /<(\/?)\w+:/g

/**
 * Merged cells hold their words in one of them only; a formula that never ran, or failed, holds none; a row that a filter
 * took away is still there.
 */
export function flawsIn(xml: string): Flaw[] {
  const merged = [...xml.matchAll(/<mergeCell\s+ref="([A-Z]{1,3})(\d{1,7})/g)]
  // Cut and not matched: a file may open a million cells and close none.
  const broken = xml.split('<c ').slice(1).filter(isWithoutResult)
  return [
    ...merged.map(([, letters = '', row]) => ({ row: Number(row), at: columnOf(letters), code: 'merged' as const })),
    ...broken.map((cell) => {
      const [, letters = '', row = 0] = /\br="([A-Z]{1,3})(\d{1,7})"/.exec(cell.slice(0, 200)) ?? []
      return { row: Number(row), at: columnOf(letters), code: 'formula' as const }
    }),
    ...hiddenRows(xml).map((row) => ({ row, at: null, code: 'hidden' as const })),
  ].toSorted((a, b) => a.row - b.row || (a.at ?? -1) - (b.at ?? -1))
}

/** Those with something in them. */
function hiddenRows(xml: string): number[] {
  const rows = xml.split('<row ').slice(1)
  return rows.flatMap((row) => {
    const [head = ''] = row.split('>', 1)
    const [content = ''] = row.split('</row>', 1)
    const isHidden = /\bhidden="(?:1|true)"/.test(head) && /<(?:v|t)\b[^<>]*>[^<]/.test(content)
    return isHidden ? Number(/\br="(\d{1,7})"/.exec(head)?.[1] ?? 0) : []
  })
}

function isWithoutResult(cell: string): boolean {
  const [content = ''] = cell.split('</c>', 1)
  return /^[^<>]*\bt="e"/.test(content) || (/<f[\s/>]/.test(content) && !/<v>[^<]/.test(content))
}

const columnOf = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
