import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'

const listed = z.record(z.string(), z.string())
const manifest = z
  .object({ dependencies: listed, optionalDependencies: listed, devDependencies: listed })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))

test('docs/packages.md says of each package what it is for, and of no other', () => {
  const rows = readFileSync('docs/packages.md', 'utf8').match(/^\| +`.*$/gm) ?? []
  const named = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  expect(named.toSorted()).toEqual(Object.values(manifest).flatMap(Object.keys).toSorted())
})
