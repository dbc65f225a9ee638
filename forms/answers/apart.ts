/** Lists are asked for one to a line; copied from elsewhere, several often stand on one, with commas or spaces between. */
import type { TextLike } from '#forms/item.ts'

/** What one of them looks like. Anything else on the line (a word, a path) leaves the line as it was typed. */
const looks: Partial<Record<TextLike, RegExp>> = {
  cve: /^CVE-\d{4}-\d{4,}$/i,
  host: /^(?=.*[^:](?:\.|:.*:|dot[\])}]))[a-z0-9*:/[\](){}%_.-]+(?:[/?#][^\s、，；]*)?[^:]$/i,
  hash: /^(?:(?:md5|sha-?\d+):)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})$/i,
}

/** The entries of a line: one, or several when each of them is of the kind that is asked for. */
export function apart(line: unknown, like: TextLike | undefined): readonly unknown[] {
  const look = like && looks[like]
  if (!look || typeof line !== 'string') return [line]
  const pieces = line
    .split(/[,;、，；]\s+|[、，；]|\s+|,(?=(?:h..ps?|\d{1,3})\b)|,(?=CVE-)/i)
    .filter((piece) => piece !== '')
  return pieces.length > 1 && pieces.every((piece) => look.test(piece)) ? pieces : [line]
}
