import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const docs = new URL('../docs/', import.meta.url)
const text = readFileSync(new URL('operations.md', docs), 'utf8')

/** As the pages of a forge make them of headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-')

test('the contents of the page for operators are its sections, in their order', () => {
  const sections = [...text.matchAll(/^## (.+)$/gm)].map(([, name]) => name ?? '')
  const contents = [...text.matchAll(/^- \[(.+)\]\(#(.+)\)$/gm)].map(([, name, anchor]) => [name, anchor])
  expect(contents).toEqual(sections.map((name) => [name, anchorOf(name)]))
  expect(text.match(/^# .+$/gm), 'one title').toHaveLength(1)
})

test('the page for operators leads to documents and sections that there are', () => {
  const targets = [...text.matchAll(/\]\(([^)#]*)(?:#([^)]+))?\)/g)]
  const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, name]) => anchorOf(name ?? ''))
  for (const [, file, anchor] of targets) {
    if (file) expect(existsSync(new URL(file, docs)), file).toBe(true)
    else expect(anchors).toContain(anchor)
  }
})
