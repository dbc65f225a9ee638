import type { Answer } from '#forms/item.ts'

/** One file as an answer names it: all that a recipient learns before it opens it. The bytes are elsewhere, under `id`. */
export interface FileEntry {
  readonly [part: string]: Answer
  readonly id: string
  readonly name: string
  /** sample: malware or an image of memory, which nobody opens on the way and which leaves packed. */
  readonly lane: 'plain' | 'sample'
  readonly bytes: number
  readonly type: string
  readonly sha256: string
  readonly sha1: string
  readonly md5: string
  readonly scan: ScanResult
}

/** off: no scanner is configured. not-done: it is a sample. */
export type ScanResult = 'clean' | 'found' | 'off' | 'failed' | 'too-large' | 'not-done'

export function isGroups(value: Answer | undefined): value is FileEntry[] {
  return Array.isArray(value) && value.every(isEntry)
}

function isEntry(value: Answer): value is FileEntry {
  return typeof value === 'object' && value !== null && 'id' in value && 'sha256' in value && 'bytes' in value
}
