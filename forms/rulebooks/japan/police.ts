/**
 * Which police answers: the online window passes a consultation to the police of the prefecture of the organisation.
 * Tokyo is served by 警視庁, Hokkaido by 北海道警察, every other prefecture by its own 府県警察 (警察法36条).
 */
import { unknown, type Answers } from '#forms/item.ts'

/** The prefecture whose police is addressed; null while the address is not known. */
export function policePrefecture(answers: Answers): string | null {
  const address = answers['org-address']
  if (typeof address !== 'object' || address === null || Array.isArray(address)) return null
  const prefecture = (address as { readonly [part: string]: unknown })['prefecture'] // not an array: its parts
  return typeof prefecture === 'string' && prefecture !== unknown ? prefecture : null
}
