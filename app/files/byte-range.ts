/** Which bytes of a file are asked for (RFC 9110, section 14): one range, or all of it. */
export interface ByteRange {
  from: number
  /** The first byte that is not asked for. */
  end: number
}

interface Asked {
  range: string | null
  /** The ETag that the asker has the beginning of. */
  ifRange: string | null
}

/** `whole` for whatever is no single range, as the standard wants it; `none` when there is no such place in the file. */
export function rangeOf({ range, ifRange }: Asked, etag: string, bytes: number): ByteRange | 'whole' | 'none' {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range?.trim() ?? '') ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return 'whole'
  if (ifRange !== null && ifRange.trim() !== etag) return 'whole'
  const asked =
    first === ''
      ? { from: Math.max(0, bytes - Number(last)), end: bytes }
      : { from: Number(first), end: last === '' ? bytes : Math.min(bytes, Number(last) + 1) }
  if (first !== '' && last !== '' && Number(last) < Number(first)) return 'whole'
  return asked.from < asked.end ? asked : 'none'
}
