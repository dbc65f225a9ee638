import fs from 'node:fs'
import path from 'node:path'

import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const folders = ['forms', 'db', 'app', 'test']
const sources = folders.flatMap((folder) => filesIn(folder)).filter((file) => /\.tsx?$/.test(file))

/** Who may import whom across folders. The first entry that a file's path begins with decides. */
const table: [from: string, to: readonly string[]][] = [
  ['forms/', ['forms/']],
  ['db/', ['db/', 'forms/', 'app/demo/']],
  ['app/ui/', ['app/ui/', 'app/i18n/']],
  ['app/enhance/', ['app/enhance/']],
  ['app/i18n/', ['app/i18n/', 'forms/']],
  ['app/http/', ['app/http/', 'app/i18n/', 'app/context.ts', 'app/config.server.ts', 'app/world.server.ts', 'db/']],
  ['app/demo/', ['app/demo/', 'forms/']],
]

/** What the nouns of app/ may know of each other, besides ui, i18n, http, context, db and forms. Nobody else does. */
const nouns: Record<string, readonly string[]> = {
  documents: [],
  rulebooks: ['documents'],
  deliveries: ['documents'],
  notices: [],
  files: ['deliveries', 'reports'],
  reports: ['deliveries', 'documents', 'notices', 'rulebooks'],
  'case-files': ['deliveries', 'documents', 'notices', 'rulebooks'],
  teams: ['case-files'],
  escalations: ['case-files', 'notices'],
  outbound: [],
  webhooks: ['accounts', 'case-files', 'outbound'],
  feedback: ['case-files', 'deliveries', 'notices', 'reports'],
}
const common = ['ui', 'i18n', 'http', 'context.ts', 'config.server.ts', 'world.server.ts']

describe('every file', () => {
  test.each(sources)('%s keeps to the direction of imports, and to its size', (file) => {
    const text = read(file)
    expect(/from '\.\.\//.test(text), `${file} climbs out of its folder`).toBe(false)
    expect(text.split('\n').length, `${file} is too long`).toBeLessThanOrEqual(301)
    for (const target of importsOf(text)) expect(mayImport(file, target), `${file} imports ${target}`).toBe(true)
  })
})

test('what was posted is read by the door, which has it whole: inside of a request there is nothing left', () => {
  const reading = sources.filter(
    (file) => file.startsWith('app/') && /equest\.(formData|json|text|arrayBuffer|blob|bytes)\(/.test(read(file)),
  )
  expect(reading).toEqual(['app/http/body.server.ts'])
})

test('a browser keeps one preference for us, whether keys are on, and nothing that was told', () => {
  const keeping = sources.filter(
    (file) => file.startsWith('app/') && /localStorage|sessionStorage|indexedDB|caches\./.test(read(file)),
  )
  expect(keeping).toEqual(['app/enhance/keys.ts'])
})

test.each(sources.filter((file) => file.startsWith('forms/')))('%s decides and does nothing', (file) => {
  const text = read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
  for (const forbidden of [
    /from 'node:/,
    /Date\.now\(/,
    /new Date\(\)/,
    /Math\.random/,
    /Temporal\.Now/,
    /process\./,
  ]) {
    expect(text).not.toMatch(forbidden)
  }
  for (const used of packagesOf(text)) expect(used).toBe('zod')
})

test.each(sources.filter((file) => file.startsWith('app/ui/')))('%s shows plain data and holds no words', (file) => {
  for (const used of packagesOf(read(file))) expect(['react', 'react-i18next', 'react-router']).toContain(used)
  expect(read(file)).not.toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/)
})

test('pages hydrate nothing: no component holds state or handles events', () => {
  const components = sources.filter((file) => file.startsWith('app/') && file.endsWith('.tsx'))
  const alive = components.filter((file) =>
    /\buse(State|Effect|Reducer|Fetcher)\(|\bon(Click|Change|Submit)=/.test(read(file)),
  )
  expect(alive).toEqual([])
})

test('every route is listed, and every listed route exists', () => {
  const listed = [...read('app/routes.ts').matchAll(/'(routes\/[^']+)'/g)].map((match) => `app/${match[1]}`)
  const present = filesIn('app/routes').filter(
    (file) => /\.tsx?$/.test(file) && !file.startsWith('app/routes/layouts/'),
  )
  expect(listed.toSorted()).toEqual(present.toSorted())
})

test('routes speak no SQL', () => {
  const speaking = sources.filter((file) => file.startsWith('app/routes/') && /\bsql`|\.sql\b/.test(read(file)))
  expect(speaking).toEqual([])
})

function mayImport(file: string, target: string): boolean {
  if (file.startsWith('test/') || target.startsWith('locales/')) return true
  const rule = table.find(([from]) => file.startsWith(from))
  if (rule) return rule[1].some((allowed) => target.startsWith(allowed))
  if (target.startsWith('db/') || target.startsWith('forms/')) return true
  if (target.startsWith('test/') || (target.startsWith('app/routes/') && !file.startsWith('app/routes/'))) {
    return file === 'app/root.tsx'
  }
  const from = nounOf(file)
  const to = nounOf(target)
  if (!(from in nouns)) return true // routes, server, worker, command line: they put things together
  return from === to || common.includes(to) || (nouns[from] ?? []).includes(to)
}

/** The folder under app/, or the file itself at its top. */
function nounOf(file: string): string {
  return file.split('/')[1] ?? file
}

/** Imports across folders, as paths from the root. */
function importsOf(text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'#([^']+)'/g)].map((match) => match[1] ?? '')
}

/** Packages that are imported for their values; types cost nothing. */
function packagesOf(text: string): string[] {
  return [...text.matchAll(/^import (?!type)[^']*'([^'#.][^']*)'/gm)].map((match) => match[1] ?? '')
}

function read(file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf8')
}

function filesIn(folder: string): string[] {
  const entries = fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return files.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}
