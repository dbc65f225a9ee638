/** A process that dies on a page titled "die" and is otherwise the real one. */
import type { PdfOrder } from '#app/documents/pdf-process.ts'

process.on('message', ({ page }: PdfOrder) => {
  if (page.title === 'die') process.exit(1)
})

await import('#app/documents/pdf-process.ts')
