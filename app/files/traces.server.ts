/** What a file tells besides its content. Evidence keeps it; whoever sends it is told before. */
import { createRequire } from 'node:module'

/** place: where a photo was taken. camera: with what, and when. author: who wrote a document, or for whom it was set up. */
export type Trace = 'place' | 'camera' | 'author'

/** The package is CommonJS under types that say otherwise. Loaded by the first photo. */
const library = (): typeof import('exifreader') => createRequire(import.meta.url)('exifreader')

interface Ends {
  head: Buffer
  tail: Buffer
}

/** A few usual ones, of photos, Office documents and PDF; finding none does not mean that there are none. */
export function tracesIn(type: string, { head, tail }: Ends): Trace[] {
  if (type.startsWith('image/')) return ofPhoto(head)
  const ends = [head, tail].map((bytes) => bytes.toString('latin1'))
  const has = (...words: string[]) => words.some((word) => ends.some((end) => end.includes(word)))
  if (type === 'application/pdf') return has('/Author', '<dc:creator', '/Creator (') ? ['author'] : []
  const isOffice = type.includes('officedocument') || type.includes('opendocument') || type === 'application/zip'
  if (isOffice) return has('docProps/core.xml', 'meta.xml') ? ['author'] : []
  return type === 'application/x-cfb' ? ['author'] : []
}

function ofPhoto(head: Buffer): Trace[] {
  try {
    const tags = library().load(head, { expanded: true })
    const place: Trace[] = tags.gps?.Latitude !== undefined ? ['place'] : []
    const { Make, Model, DateTimeOriginal } = tags.exif ?? {}
    return Make || Model || DateTimeOriginal ? [...place, 'camera'] : place
  } catch {
    return [] // no notes in it, or none that can be read
  }
}
