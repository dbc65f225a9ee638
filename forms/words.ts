/** Values and the keys under which locales/<language>/*.json hold their words. */
import type { Answer } from './item.ts'

/** i18next reads . and : in a key as separators; + / and spaces would be hard to write. 'TLP:AMBER+STRICT' → 'TLP_AMBER_STRICT'. */
export function wordKey(value: string): string {
  return value.replace(/[.:+/\s]/g, '_')
}

/** The key of a chosen value; consents are written yes and no. */
export function optionKey(value: Answer): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return wordKey(String(value))
}
