/** A form with a file in it, as a browser without script posts it: read as it comes, never as a whole. */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import busboy from '@fastify/busboy'

export interface PostedFile {
  /** The fields before the file; what comes after it is not waited for. */
  fields: ReadonlyMap<string, string>
  /** Empty when none was chosen. */
  name: string
  bytes: AsyncIterable<Uint8Array>
}

/**
 * Calls `take` with the first file, while it arrives. Throws when the connection breaks or the body is no form; then
 * what `take` has read is not all there was. Null when there was no file in it.
 */
export async function readUpload<T>(request: Request, take: (file: PostedFile) => Promise<T>): Promise<T | null> {
  const { body, headers } = request
  if (!body) return null
  const parser = busboy({
    headers: { 'content-type': headers.get('Content-Type') ?? '' },
    limits: { fields: 20, fieldSize: 2_000, files: 1, parts: 30, headerPairs: 50 },
    isPartAFile: (field) => field === 'file',
  })
  const fields = new Map<string, string>()
  let taken: Promise<T> | null = null
  let file: Readable | null = null
  parser.on('field', (name, value) => fields.set(name, value))
  parser.on('file', (_, stream, name) => {
    file = stream
    stream.on('error', () => {}) // whoever reads it hears of it there; nobody may be reading
    taken = take({ fields, name: name ?? '', bytes: stream })
    taken.catch((error: unknown) => parser.destroy(error instanceof Error ? error : new Error('the file was refused')))
  })
  try {
    await pipeline(Readable.from(body), parser)
  } catch (error) {
    abandon(file, error)
    await settled(taken)
    throw error
  }
  return taken
}

/** Whoever reads it would wait for its end for ever. */
function abandon(file: Readable | null, error: unknown): void {
  file?.destroy(error instanceof Error ? error : new Error('broken off'))
}

async function settled(work: Promise<unknown> | null): Promise<void> {
  await work?.catch(() => {}) // its own way of ending is told by what it left
}
