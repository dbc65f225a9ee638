/** What a file tells besides its content. Evidence keeps it; whoever sends it is told before. */
import { createRequire } from 'node:module'

import { hasUnseenParts } from './unseen-parts.ts'

/**
 * place: where a photo was taken. camera: with what, and when. author: who wrote a document, or for whom it was set up.
 * unseen: comments, tracked changes, hidden sheets, notes.
 */
export type Trace = 'place' | 'camera' | 'author' | 'unseen'

/** The package is CommonJS under types that say otherwise. Loaded by the first photo. */
const library = (): typeof import('exifreader') => createRequire(import.meta.url)('exifreader')

interface Ends {
  head: Buffer
  tail: Buffer
}

/** A few usual ones, of photos, Office documents and PDF; finding none does not mean that there are none. */
export function tracesIn(type: string, { head, tail }: Ends): Trace[] {
  if (type.startsWith('image/')) return ofPhoto({ head, tail })
  const ends = [head, tail].map((bytes) => bytes.toString('latin1'))
  const has = (...words: string[]) => words.some((word) => ends.some((end) => end.includes(word)))
  if (type === 'application/pdf') {
    const author: Trace[] = has('/Author', '<dc:creator', '/Creator (') ? ['author'] : []
    return has('/Subtype/Text', '/Subtype /Text', '/Subtype/Popup', '/Subtype /Popup') ? [...author, 'unseen'] : author
  }
  const isOffice = type.includes('officedocument') || type.includes('opendocument') || type === 'application/zip'
  if (isOffice && has('docProps/core.xml', 'meta.xml')) {
    return hasUnseenParts({ head, tail }) ? ['author', 'unseen'] : ['author']
  }
  if (isOffice) return []
  return type === 'application/x-cfb' ? ['author'] : []
}

function ofPhoto({ head, tail }: Ends): Trace[] {
  const notes = [notesIn(head), notesIn(notesAtTheEnd(tail))]
  const words = [head, tail].map((bytes) => bytes.toString('latin1')) // XMP, which is XML
  const place =
    notes.some(({ gps }) => gps?.Latitude !== undefined) || words.some((text) => /exif:GPSLatitude/.test(text))
  const camera = notes.some(({ exif }) => exif?.Make || exif?.Model || exif?.DateTimeOriginal)
  const author = notes.some(({ exif }) => exif?.Artist) || words.some((text) => /<dc:creator/.test(text))
  return [
    ...(place ? (['place'] as const) : []),
    ...(camera ? (['camera'] as const) : []),
    ...(author ? (['author'] as const) : []),
  ]
}

function notesIn(bytes: Buffer) {
  try {
    return library().load(bytes, { expanded: true })
  } catch {
    return {} // no notes in it, or none that can be read
  }
}

/** WebP keeps them after the picture, and PNG may: as a photo that is nothing but its notes. */
function notesAtTheEnd(tail: Buffer): Buffer {
  const found = /(?:EXIF[\s\S]{4}|eXIf)(?:Exif\0\0)?(?=II\*\0|MM\0\*)/.exec(tail.toString('latin1'))
  if (!found) return Buffer.alloc(0)
  const notes = Buffer.concat([Buffer.from('Exif\0\0'), tail.subarray(found.index + found[0].length)])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Math.min(notes.length + 2, 0xffff))
  return Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), length, notes, Buffer.from('ffd9', 'hex')])
}
