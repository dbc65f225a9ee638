import { chmodSync, mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

import { expect, onTestFinished, test } from 'vitest'

import { openToAll } from '#db/cluster/postgres-binaries.server.ts'
import { scratchFolder } from '#test/support/scratch.ts'

test('a server that was copied by somebody whose files are closed to others can be read and run by all', () => {
  const folder = scratchFolder()
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const at = (...names: string[]) => path.join(folder, ...names)
  mkdirSync(at('bin'))
  writeFileSync(at('bin', 'initdb'), '')
  writeFileSync(at('share.conf'), '')
  symlinkSync('gone', at('lib.so'))
  for (const [name, mode] of [
    ['bin/initdb', 0o700],
    ['share.conf', 0o600],
    ['bin', 0o700],
    ['', 0o700],
  ] as const)
    chmodSync(at(name), mode)
  openToAll(folder)
  const modes = ['', 'bin', 'bin/initdb', 'share.conf'].map((name) => (statSync(at(name)).mode & 0o777).toString(8))
  expect(modes).toEqual(['755', '755', '755', '644'])
})
