/** A migrated PostgreSQL as files, made once per run and copied: to make one takes three seconds of processor time. */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { startEmbedded } from '#db/cluster/embedded.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import type { Keyring } from '#db/sealing/keyring.server.ts'

export async function prepareCluster(
  folder: string,
  keyring: Keyring,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const server = await startEmbedded({ folder, settings })
  await prepareDatabase({ url: server.url, keyring })
  await server.stop()
}

/** With its owner, the only one who may start it. */
export function layCluster(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  execFileSync('cp', ['-a', path.join(from, 'cluster'), path.join(from, 'password'), to])
}
