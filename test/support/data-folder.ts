/** The data of a portal that has its own PostgreSQL, for tests that start, stop, kill or restore one. */
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { openKeyring, type Keyring } from '#db/sealing/keyring.server.ts'
import { layCluster } from './prepared-cluster.ts'

/**
 * Makes `folder` what a portal's first start leaves: keys, and in `pg/` a migrated PostgreSQL that does not run. That a
 * portal makes all this by itself is what test/app/cli/start.test.ts sees.
 */
export function layDataFolder(folder: string): Keyring {
  const { prepared, keyFile } = inject('server')
  layCluster(prepared, path.join(folder, 'pg'))
  const own = path.join(folder, 'keys.json')
  copyFileSync(keyFile, own) // what was prepared knows it again
  return openKeyring(own)
}
