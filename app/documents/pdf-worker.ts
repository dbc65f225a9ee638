/** The thread that draws PDFs, so that no request waits for one. Run by Node as it stands; see pdf-pool.server.ts. */
import { parentPort } from 'node:worker_threads'
import type { DocumentPage } from '#forms/document.ts'
import { renderPdf, type PdfOptions } from './render-pdf.ts'

export interface PdfOrder {
  page: DocumentPage
  options: PdfOptions
}

export type PdfResult = { bytes: Uint8Array<ArrayBuffer> } | { failure: string }

parentPort?.on('message', async (order: PdfOrder) => {
  try {
    const bytes = new Uint8Array(await renderPdf(order.page, order.options))
    parentPort?.postMessage({ bytes } satisfies PdfResult, [bytes.buffer])
  } catch (error) {
    parentPort?.postMessage({ failure: whereItBroke(error) } satisfies PdfResult, [])
  }
})

/** The kind of error and the place, without its message: that could quote the report, and this is logged. */
function whereItBroke(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const frames = error.stack?.split('\n').filter((line) => line.trimStart().startsWith('at ')) ?? []
  return [error.name, ...frames.slice(0, 3).map((frame) => frame.trim())].join(' ')
}
