/** What a reader should never meet: a place that nobody filled, or the key of a text instead of the text. */
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../../locales/ja/', import.meta.url)
const groups = readdirSync(folder).flatMap((file) => {
  const words: Record<string, unknown> = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
  const held = Object.keys(words).filter((key) => typeof words[key] === 'object')
  return [file.replace('.json', ''), ...held]
})
const key = new RegExp(`(?<![\\w./@:-])(?:${[...new Set(groups)].join('|')})[.:][a-z][\\w-]*(?:\\.[\\w-]+)*`, 'g')

/** The raw words in a text. Addresses and host names that people typed are none, as long as no group has their name. */
export function rawWords(text: string): string[] {
  return [...text.matchAll(/\{\{[^}]*\}\}/g), ...text.matchAll(key)].map(([found]) => found)
}
