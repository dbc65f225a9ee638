/** The process that draws PDFs, so that no request waits for one. Run by Node as it stands; see pdf-pool.server.ts. */
import { flushCompileCache } from 'node:module'
import type { DocumentPage } from '#forms/document.ts'
import { renderPdf, type PdfOptions } from './render-pdf.ts'

export interface PdfOrder {
  page: DocumentPage
  options: PdfOptions
}

export type PdfResult = { bytes: Uint8Array<ArrayBuffer> } | { failure: string }

process.on('message', async (order: PdfOrder) => {
  try {
    const bytes = new Uint8Array(await renderPdf(order.page, order.options))
    process.send?.({ bytes } satisfies PdfResult)
    flushCompileCache() // it is killed at its end; writes nothing that is there already, or where nothing is kept
  } catch (error) {
    process.send?.({ failure: whereItBroke(error) } satisfies PdfResult)
  }
})

/** A server that was killed leaves nobody to draw for. */
process.on('disconnect', () => process.exit())

/** The kind of error and the place, without its message: that could quote the report, and this is logged. */
function whereItBroke(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? []
  return [error.name, ...frames.slice(0, 3).map((frame) => frame.trim())].join(' ')
}
