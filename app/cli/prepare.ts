/**
 * `npm start` makes the embedded store, and brings it up to date, while the build needs the other processor. Whatever is
 * wrong is said by the start that follows.
 */
import { readConfig } from '#app/config.server.ts'
import { endings } from '#app/endings.ts'
import { openStore } from '#app/store.server.ts'

export async function run(): Promise<number> {
  const config = readConfig(process.env)
  if (config.databaseUrl) return 0
  // Whoever breaks off the build breaks off this, too: it ends in a moment, and leaves no server behind.
  for (const signal of endings) process.on(signal, () => {})
  const { embedded } = await openStore(config)
  await embedded?.stop()
  return 0
}
