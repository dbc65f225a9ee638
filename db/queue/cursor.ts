/** Places in a list, as they are given out and come back: from outside, so they may say anything. */
import { z } from 'zod'

/** In ms, of the years 1 to 9999: an instant that PostgreSQL does not know would be a fault of ours. */
export const placeInstant = z.int().min(-62_135_596_800_000).max(253_402_300_799_999)

export const cursorText = (place: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

/** Null for what was never given out. */
export function readPlace<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    return null
  }
}
