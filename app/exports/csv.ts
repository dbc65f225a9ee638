/** CSV as RFC 4180 has it, for people who open it in a spreadsheet: UTF-8 with a mark, every field in quotes. */

export const byteOrderMark = '\uFEFF'

/** One record with its line end. Every field is quoted, so that no separator of any country splits one. */
export const csvLine = (fields: readonly string[]): string =>
  `${fields.map((field) => `"${harmless(field).replaceAll('"', '""')}"`).join(',')}\r\n`

/**
 * A field that a spreadsheet would take for a formula gets an apostrophe in front. Spaces before it do not hide it, and
 * Japanese spreadsheets read full-width signs as they read the narrow ones.
 */
export function harmless(field: string): string {
  return formula.test(field) ? `'${field}` : field
}

const formula = /^(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫−])/u
