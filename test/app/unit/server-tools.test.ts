import { afterEach, expect, test, vi } from 'vitest'

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
