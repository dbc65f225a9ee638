/** A process that never comes to an end with a page titled "hang" and is otherwise the real one. */
import type { PdfOrder } from '#app/documents/pdf-process.ts'

process.on('message', ({ page }: PdfOrder) => {
  if (page.title === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})

await import('#app/documents/pdf-process.ts')
