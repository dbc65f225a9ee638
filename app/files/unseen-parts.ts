/** What stands in an Office document and is not on its pages: comments, what was deleted or added, hidden sheets. */
import { constants, inflateRawSync } from 'node:zlib'

interface Ends {
  head: Buffer
  tail: Buffer
}

/** Parts that are there only where somebody wrote something beside the pages. */
const besides = /word\/comments|xl\/(?:comments|threadedComments)|ppt\/(?:comments|notesSlides)\//

/** The parts that tell of it, and how: tracked changes and comments, and sheets or slides that are not shown. */
const telling: Readonly<Record<string, RegExp>> = {
  'word/document.xml': /<w:(?:ins|del|moveFrom|moveTo)[ >]|<w:vanish ?\/>/,
  'xl/workbook.xml': /state="(?:hidden|veryHidden)"/,
  'content.xml': /<text:tracked-changes|<office:annotation[ >]|table:display="false"/,
}

const most = 2 * 1024 ** 2 // bytes of one part

export function hasUnseenParts({ head, tail }: Ends): boolean {
  return [head, tail].some((bytes) => besides.test(bytes.toString('latin1'))) || partsIn(head).some(tells)
}

const tells = ({ name, content }: { name: string; content: string }) => telling[name]?.test(content) ?? false

/** Those of them that begin in the first bytes of the file, as far as they go. */
function partsIn(head: Buffer): { name: string; content: string }[] {
  return Object.keys(telling).flatMap((name) => {
    const at = localHeader(head, name)
    return at === null ? [] : [{ name, content: contentAt(head, at) }]
  })
}

/** Where the local header of the entry begins: 30 bytes, then its name. */
function localHeader(head: Buffer, name: string): number | null {
  for (let at = head.indexOf(name); at >= 0; at = head.indexOf(name, at + 1)) {
    if (at >= 30 && head.readUInt32LE(at - 30) === 0x04034b50 && head.readUInt16LE(at - 4) === name.length)
      return at - 30
  }
  return null
}

function contentAt(head: Buffer, at: number): string {
  const [method, extra] = [head.readUInt16LE(at + 8), head.readUInt16LE(at + 28)]
  const packed = head.subarray(at + 30 + head.readUInt16LE(at + 26) + extra)
  if (method === 0) return packed.subarray(0, most).toString('utf8')
  try {
    return inflateRawSync(packed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }).toString('utf8')
  } catch {
    return '' // too much, or no archive after all
  }
}
