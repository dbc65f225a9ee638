import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

import { afterEach, expect, onTestFinished, test, vi } from 'vitest'

import { refuseOther } from '#app/cli/store.ts'
import { login } from '#db/backup/backup-server.server.ts'

afterEach(() => vi.unstubAllEnvs())

test('pg_dump and pg_restore trust whom the portal trusts, as nothing else of its environment reaches them', () => {
  const at = 'postgres://o%2Fwner:p%40ss@db.example.jp/madoguchi'
  const trusts = () => login(`${at}?sslmode=verify-full`)['PGSSLROOTCERT']
  vi.stubEnv('PGSSLROOTCERT', undefined)
  vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined)
  expect(trusts()).toBe('system')
  vi.stubEnv('NODE_EXTRA_CA_CERTS', '/etc/madoguchi/ca.pem')
  expect(trusts()).toBe('/etc/madoguchi/ca.pem')
  vi.stubEnv('PGSSLROOTCERT', '/etc/ssl/own.pem')
  expect(trusts()).toBe('/etc/ssl/own.pem')
  expect(login(at)).toEqual({
    PGHOST: 'db.example.jp',
    PGPORT: '5432',
    PGUSER: 'o/wner',
    PGPASSWORD: 'p@ss',
    PGDATABASE: 'madoguchi',
  })
})

test('root leaves nothing in the folder of another user, who could not read it', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'madoguchi-'))
  onTestFinished(() => fs.rmSync(folder, { recursive: true }))
  expect(() => refuseOther(folder, 0)).not.toThrow()
  const files = path.join(folder, 'files')
  fs.mkdirSync(files)
  if (process.getuid?.() === 0) {
    expect(() => refuseOther(folder, 0)).not.toThrow()
    fs.chownSync(files, 4_000, 4_000)
  }
  expect(() => refuseOther(folder, 0)).toThrow(`${files} is another user's: run this as that user, and not as root.`)
  expect(() => refuseOther(folder, 4_000)).not.toThrow()
  const empty = path.join(folder, 'empty') // before a restore there is the key file alone
  expect(() => refuseOther(empty, 0, files)).toThrow(`${files} is another user's`)
  expect(() => refuseOther(empty, 4_000, files)).not.toThrow()
})
