import { beginFile } from '#app/files/begin-file.server.ts'
import { finishFile } from '#app/files/finish-file.server.ts'
import type { Shelf } from '#app/files/shelf.server.ts'
import { getArriving, takePart } from '#app/files/take-part.server.ts'
import type { Context, Holder } from '#db/context.ts'

import type { StoryFile } from './demo/story.ts'

/** Puts the files of a story on the shelf, as an upload would; each is shorter than a part. */
export async function attachFiles(context: Context<Holder>, shelf: Shelf, files: readonly StoryFile[]): Promise<void> {
  for (const { text, ...file } of files) {
    const plain = Buffer.from(text)
    const begun = await beginFile(context, shelf, {
      ...file,
      bytes: plain.length,
      fingerprint: file.name,
      network: null,
    })
    if ('problem' in begun && begun.problem === 'noRoom') return // a small disk is no reason not to start
    if ('problem' in begun) throw new Error(`A file of the demo could not be attached: ${begun.problem}`)
    const row = await getArriving(context, begun.id)
    await finishFile(context, shelf, await takePart(context, shelf, row, { number: 0, isLast: true, plain }))
  }
}
