/** What a file is, by its content: its name is what somebody says. The type is shown; nothing is opened because of it. */
import type { FileEntry } from '#forms/files.ts'

/** 10 MB in memory, so it is loaded by the first file. */
const library = () => import('file-type')

/** Samples are told by their first bytes alone: no reader of formats is let near them. */
const signatures: readonly [bytes: string, type: string][] = [
  ['4d5a', 'application/x-dosexec'],
  ['7f454c46', 'application/x-elf'],
  ['cafebabe', 'application/java-vm'],
  ['cffaedfe', 'application/x-mach-binary'],
  ['504b0304', 'application/zip'],
  ['526172211a07', 'application/x-rar-compressed'],
  ['377abcaf271c', 'application/x-7z-compressed'],
  ['1f8b', 'application/gzip'],
  ['25504446', 'application/pdf'],
  ['d0cf11e0a1b11ae1', 'application/x-cfb'],
  ['4d444d50', 'application/x-dmp'], // MDMP: a dump of Windows
  ['5041474544', 'application/x-dmp'], // PAGED
  ['454d694c', 'application/x-lime'], // EMiL: memory of Linux
  ['2321', 'text/x-script'],
]

const other = 'application/octet-stream'

/** A type such as `image/png`; `application/octet-stream` when it is none that is known. */
export async function typeOf(head: Buffer, lane: FileEntry['lane']): Promise<string> {
  const first = head.subarray(0, 16).toString('hex')
  if (lane === 'sample') return signatures.find(([bytes]) => first.startsWith(bytes))?.[1] ?? other
  const { fileTypeFromBuffer } = await library()
  const found = await fileTypeFromBuffer(head.subarray(0, 65_536)).catch(() => undefined)
  return found?.mime ?? (isText(head) ? 'text/plain' : other)
}

/** UTF-8 without control characters other than those of lines; the last character may be cut off. */
function isText(head: Buffer): boolean {
  if (head.length === 0 || head.some((byte) => byte < 32 && ![9, 10, 12, 13, 27].includes(byte))) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, 4_096), { stream: true })
    return true
  } catch {
    return false
  }
}
