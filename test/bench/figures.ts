/** A measured value, what it should be, and the table of them. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** What the issue asks for; without it the figure only explains another. */
  bar?: { atLeast: number } | { atMost: number }
  note?: string
}

export function reaches({ value, bar }: Figure): boolean {
  if (!bar) return true
  return 'atLeast' in bar ? value >= bar.atLeast : value <= bar.atMost
}

/** One line per figure: name, value, bar, verdict, note. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    valueOf(figure),
    barOf(figure),
    verdictOf(figure),
    figure.note ?? '',
  ])
  const head = ['measure', 'value', 'bar', '', 'note']
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0), title.length),
  )
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0, column))
      .join('  ')
      .trimEnd()
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}

const pad = (cell: string, width: number, column: number) =>
  column === 1 || column === 2 ? cell.padStart(width) : cell.padEnd(width)

const valueOf = ({ value, unit }: Figure) => `${digits(value)} ${unit}`.trim()

function barOf({ bar, unit }: Figure): string {
  if (!bar) return ''
  return 'atLeast' in bar ? `≥ ${digits(bar.atLeast)} ${unit}`.trim() : `≤ ${digits(bar.atMost)} ${unit}`.trim()
}

function verdictOf(figure: Figure): string {
  if (!figure.bar) return ''
  return reaches(figure) ? 'yes' : 'NO'
}

function digits(value: number): string {
  if (!Number.isFinite(value)) return '–'
  return value.toLocaleString('en', { maximumFractionDigits: value >= 100 ? 0 : value >= 10 ? 1 : 2 })
}
