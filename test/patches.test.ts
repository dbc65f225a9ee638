import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { applyPatch, parsePatch, reversePatch } from 'diff'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const patches = readdirSync(path.join(root, 'patches')).filter((name) => name.endsWith('.patch'))

describe('installed packages', () => {
  test.each(patches)('are as patches/%s says', (name) => {
    const changes = parsePatch(readFileSync(path.join(root, 'patches', name), 'utf8'))
    expect(changes.length).toBeGreaterThan(0)
    for (const change of changes) {
      const file = path.join(root, 'node_modules', change.newFileName?.replace(/^b\//, '') ?? '')
      expect(applyPatch(readFileSync(file, 'utf8'), reversePatch(change)), file).not.toBe(false)
    }
  })
})
