import { randomBytes } from 'node:crypto'

/** A uuid of version 7 of that moment, as ids are made when something happens. */
export function idAt(moment: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(moment.getTime(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** The same draws in every run (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** What case files are drawn from. */
export const attacks = ['intrusion-ransomware', 'ddos', 'phishing', 'bec', 'other']
export const sectors = ['medical', 'finance', 'electricity', 'water', 'none']
export const prefectures = ['東京都', '大阪府', '徳島県', '北海道', '福岡県', '愛知県']
export const stages = ['initial', 'interim', 'final'] as const
