/**
 * `npm start` makes the embedded store, and brings it up to date, while the build needs the other processor. Whatever is
 * wrong is said by the start that follows.
 */
import { readConfig } from '#app/config.server.ts'
import { openStore } from '#app/store.server.ts'

export async function run(): Promise<number> {
  const config = readConfig(process.env)
  if (config.databaseUrl) return 0
  const { embedded } = await openStore(config)
  await embedded?.stop()
  return 0
}
