/** `npm run reset` stops the embedded server and empties the data folder. It never touches a DATABASE_URL. */
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { readConfig } from '#app/config.server.ts'
import { portalOf, stopEmbedded } from '#db/cluster/embedded.server.ts'
import { say } from './store.ts'

export async function run(): Promise<number> {
  const { dataDir } = readConfig(process.env)
  const portal = portalOf(path.join(dataDir, 'pg'))
  if (portal) {
    say(`The portal is running (process ${portal}). Stop it first.`)
    return 1
  }
  const entries = entriesOf(dataDir)
  if (entries.length > 0 && !entries.includes('pg') && !entries.includes('keys.json')) {
    say(`${path.resolve(dataDir)} holds no data of a portal: check MADOGUCHI_DATA_DIR. Nothing was removed.`)
    return 1
  }
  await stopEmbedded(path.join(dataDir, 'pg'))
  for (const name of entries) rmSync(path.join(dataDir, name), { recursive: true, force: true })
  say(`${path.resolve(dataDir)} is empty.`)
  return 0
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
