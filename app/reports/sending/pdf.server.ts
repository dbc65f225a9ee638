import type { PdfPool } from '#app/documents/pdf-pool.server.ts'
import { PdfFailure } from '#app/documents/pdf-failure.ts'
import { Refusal } from '#app/http/refusal.ts'
import type { DocumentPage } from '#forms/document.ts'

/** `pool`: the one of the World. Throws a Refusal when too many wait. */
export async function pdfResponse(pool: PdfPool, page: DocumentPage, at: Date, name: string): Promise<Response> {
  const bytes = await pool.render(page, { at: at.toISOString() }).catch((error: unknown) => {
    throw error instanceof PdfFailure && error.code === 'busy' ? new Refusal('busy', { retryAfter: 5 }) : error
  })
  return fileResponse(bytes, name, 'application/pdf')
}

export function fileResponse(body: string | Uint8Array<ArrayBuffer>, name: string, type: string): Response {
  return new Response(body, {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
