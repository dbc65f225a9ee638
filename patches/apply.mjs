/**
 * Changes installed packages as the patches beside it say; npm runs it after each install. A patch that is in already is
 * left; one that no longer fits ends the install, for the package it changes has another version.
 */
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { applyPatch, parsePatch, reversePatch } from 'diff'

const here = import.meta.dirname
const packages = join(here, '..', 'node_modules')

for (const name of readdirSync(here).filter((file) => file.endsWith('.patch'))) {
  for (const change of parsePatch(readFileSync(join(here, name), 'utf8'))) {
    const file = join(packages, change.newFileName.replace(/^b\//, ''))
    const before = readFileSync(file, 'utf8')
    if (applyPatch(before, reversePatch(change)) !== false) continue
    const after = applyPatch(before, change)
    if (after === false) throw new Error(`patches/${name} does not fit ${file}`)
    writeFileSync(`${file}.new`, after) // a file of its own: npm may share the old one with others
    renameSync(`${file}.new`, file)
  }
}
