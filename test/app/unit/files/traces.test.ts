import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'

import { typeOf } from '#app/files/content-type.server.ts'
import { tracesIn } from '#app/files/traces.server.ts'

const traces = async (bytes: Buffer) =>
  tracesIn(await typeOf(bytes, 'plain'), { head: bytes.subarray(0, 131_072), tail: bytes.subarray(-65_536) })

/** One entry of a directory of EXIF: tag, type, count, and the value or where it is. */
const entry = (tag: number, type: number, count: number, value: number) => {
  const bytes = Buffer.alloc(12)
  bytes.writeUInt16LE(tag, 0)
  bytes.writeUInt16LE(type, 2)
  bytes.writeUInt32LE(count, 4)
  bytes.writeUInt32LE(value, 8)
  return bytes
}
const directory = (...entries: Buffer[]) => {
  const count = Buffer.alloc(2)
  count.writeUInt16LE(entries.length)
  return Buffer.concat([count, ...entries, Buffer.alloc(4)])
}
const rationals = (...values: number[]) => {
  const bytes = Buffer.alloc(values.length * 8)
  values.forEach((value, at) => {
    bytes.writeUInt32LE(value, at * 8)
    bytes.writeUInt32LE(1, at * 8 + 4)
  })
  return bytes
}

/** A JPEG with nothing in it but the notes of a camera. */
function photo(notes: { camera: boolean; place: boolean }): Buffer {
  const at = { model: 8 + 2 + 24 + 4, gps: 0, degrees: 0 }
  at.gps = at.model + 8
  at.degrees = at.gps + 2 + 4 * 12 + 4
  const first = directory(
    notes.camera ? entry(0x0110, 2, 8, at.model) : entry(0x0128, 3, 1, 2),
    notes.place ? entry(0x8825, 4, 1, at.gps) : entry(0x0213, 3, 1, 1),
  )
  const gps = directory(
    entry(1, 2, 2, 0x4e),
    entry(2, 5, 3, at.degrees),
    entry(3, 2, 2, 0x45),
    entry(4, 5, 3, at.degrees + 24),
  )
  const tiff = Buffer.concat([
    Buffer.from('49492a0008000000', 'hex'),
    first,
    Buffer.from('Phone 9\0'),
    gps,
    rationals(35, 39, 29),
    rationals(139, 44, 28),
  ])
  const app1 = Buffer.concat([Buffer.from('Exif\0\0'), tiff])
  const length = Buffer.alloc(2)
  length.writeUInt16BE(app1.length + 2)
  return Buffer.concat([Buffer.from('ffd8ffe1', 'hex'), length, app1, Buffer.from('ffd9', 'hex')])
}

/** An archive as Office writes it, without the list of names at its end. */
function archive(names: readonly string[], said: Readonly<Record<string, string>> = {}): Buffer {
  return Buffer.concat(
    names.map((name) => {
      const body = deflateRawSync(said[name] ?? '<x/>')
      const head = Buffer.alloc(30)
      head.write('504b0304', 'hex')
      head.writeUInt16LE(20, 4)
      head.writeUInt16LE(8, 8)
      head.writeUInt32LE(body.length, 18)
      head.writeUInt32LE(4, 22)
      head.writeUInt16LE(name.length, 26)
      return Buffer.concat([head, Buffer.from(name), body])
    }),
  )
}

const word = ['[Content_Types].xml', 'word/document.xml', 'docProps/core.xml']
const excel = ['[Content_Types].xml', 'xl/workbook.xml', 'docProps/core.xml']
const pictureBytes = 200_000 // more than what is read from the beginning

const xmp = Buffer.from('<x exif:GPSLatitude="35,39N"><dc:creator>')

const chunk = (name: string, content: Buffer) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(content.length)
  return Buffer.concat([Buffer.from(name), length, content])
}

/** A WebP: what it shows first, and then its notes. */
function webp(): Buffer {
  const tiff = photo({ camera: true, place: true }).subarray(12, -2)
  const chunks = Buffer.concat([Buffer.from('WEBP'), chunk('VP8L', Buffer.alloc(pictureBytes, 7)), chunk('EXIF', tiff)])
  return chunk('RIFF', chunks)
}

test.each([
  ['a photo with where and with what it was taken', photo({ camera: true, place: true }), ['place', 'camera']],
  ['a photo without a place', photo({ camera: true, place: false }), ['camera']],
  ['a photo without notes', photo({ camera: false, place: false }), []],
  ['a PDF with an author', Buffer.from('%PDF-1.7\n1 0 obj\n<</Author (Somebody)>>\nendobj'), ['author']],
  ['a PDF without one', Buffer.from('%PDF-1.7\n1 0 obj\n<</Title (Log)>>\nendobj'), []],
  ['an Office document', archive(['[Content_Types].xml', 'word/document.xml', 'docProps/core.xml']), ['author']],
  ['an archive of logs', archive(['access.log']), []],
  ['an old Office document', Buffer.from(`d0cf11e0a1b11ae1${'00'.repeat(504)}`, 'hex'), ['author']],
  [
    'a document with tracked changes',
    archive(word, { 'word/document.xml': '<w:del w:author="a">' }),
    ['author', 'unseen'],
  ],
  ['a document with comments', archive([...word, 'word/comments.xml']), ['author', 'unseen']],
  [
    'a workbook with a hidden sheet',
    archive(excel, { 'xl/workbook.xml': '<sheet state="hidden"/>' }),
    ['author', 'unseen'],
  ],
  ['a workbook without one', archive(excel, { 'xl/workbook.xml': '<sheet state="visible"/>' }), ['author']],
  ['a workbook that swells', archive(excel, { 'xl/workbook.xml': ' '.repeat(3_000_000) }), ['author']],
  ['a picture whose notes come last', webp(), ['place', 'camera']],
  ['a picture with notes as XML', Buffer.concat([photo({ camera: false, place: false }), xmp]), ['place', 'author']],
  ['a log', Buffer.from('203.0.113.9 GET /login 200\n'), []],
  ['a photo that is torn', photo({ camera: true, place: true }).subarray(0, 30), []],
])('%s tells so, before it is sent', async (_, bytes, told) => {
  expect(await traces(bytes)).toEqual(told)
})

test('nothing reads into a sample, whatever it is', async () => {
  expect(await typeOf(photo({ camera: true, place: true }), 'sample')).toBe('application/octet-stream')
})
