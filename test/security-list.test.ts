import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const text = readFileSync('docs/security.md', 'utf8')
const rows = [...text.matchAll(/^\| (\d+\.\d+\.\d+) +\| L([12]) +\| (.+?) +\| (holds|part|no|n\.a\.) +\| (.+?) +\|$/gm)]

test('the list has every row of levels 1 and 2 once, each with where it stands and by what', () => {
  const ids = rows.map(([, id]) => id)
  expect(new Set(ids).size).toBe(253)
  expect(ids).toHaveLength(253)
  expect(rows.filter(([, , level]) => level === '1')).toHaveLength(70)
  expect(text.match(/^\| \d+\.\d+\.\d+ /gm)).toHaveLength(253)
})

test('every file that is named there exists', () => {
  const named = [...text.matchAll(/`((?:test|app|db|docs)\/[\w./-]+\.(?:ts|tsx|md))`/g)].map(([, path = '']) => path)
  expect(named.length).toBeGreaterThan(150)
  expect(named.filter((path) => !existsSync(path))).toEqual([])
})
