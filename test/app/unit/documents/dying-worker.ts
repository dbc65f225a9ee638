/** A worker that dies on a page titled "die" and is otherwise the real one. */
import { parentPort } from 'node:worker_threads'
import type { PdfOrder } from '#app/documents/pdf-worker.ts'

parentPort?.on('message', ({ page }: PdfOrder) => {
  if (page.title === 'die') process.exit(1)
})

await import('#app/documents/pdf-worker.ts')
