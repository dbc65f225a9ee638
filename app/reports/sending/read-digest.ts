/** A digest as it was typed or copied: in either width, in capitals, broken over lines, with its kind before it. Null: it is none. */
export function readDigest(typed: string): string | null {
  const plain = typed.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  const digest = plain.replace(/^sha[-‐‑–−ー]?256[:=]?/, '')
  return /^[0-9a-f]{64}$/.test(digest) ? digest : null
}
