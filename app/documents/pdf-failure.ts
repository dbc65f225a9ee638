/** busy: too many are waiting. late: over the time limit. crashed: the thread died. broken: the page cannot be drawn. */
export type PdfFailureCode = 'busy' | 'late' | 'crashed' | 'broken' | 'closed'

export class PdfFailure extends Error {
  override name = 'PdfFailure'
  code: PdfFailureCode

  constructor(code: PdfFailureCode, detail = '') {
    super(`no PDF: ${code} ${detail}`.trim())
    this.code = code
  }
}
