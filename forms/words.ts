/** Values and the keys under which locales/<language>/*.json hold their words. */

/** i18next reads . and : in a key as separators; + / and spaces would be hard to write. 'TLP:AMBER+STRICT' → 'TLP_AMBER_STRICT'. */
export function wordKey(value: string): string {
  return value.replace(/[.:+/\s]/g, '_')
}
