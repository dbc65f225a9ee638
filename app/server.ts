import { flushCompileCache } from 'node:module'

import { endAtOnce, endings } from '#app/endings.ts'
import { ConfigError, readConfig, type Config } from '#app/config.server.ts'
import { faultLine } from '#app/fault-line.server.ts'
import type { Portal } from '#app/portal.server.ts'
import type { World } from '#app/world.server.ts'

try {
  if (process.argv.includes('--compile')) await loadWhole()
  else await start(readConfig(process.env))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exit(1) // The store may be open already; its connections would keep the process.
}

/**
 * The last step of `npm run build`: what a start loads is loaded once and kept compiled, as Node does at its end. The
 * first start need not take the types out of it then, for which it would hold on to 15 MB.
 */
async function loadWhole(): Promise<void> {
  const { loadBuild } = await load('production')
  await loadBuild()
}

/** React and its router choose how they are built when they are loaded; for developing they check each element. */
async function load(environment: 'production' | 'development') {
  process.env['NODE_ENV'] = environment
  const [{ loadBuild, startPortal }, { announce }] = await Promise.all([
    import('#app/portal.server.ts'),
    import('#app/announce.server.ts'),
  ])
  return { loadBuild, startPortal, announce }
}

async function start(config: Config): Promise<void> {
  const { startPortal, announce } = await load(config.dev ? 'development' : 'production')
  const starting = startPortal(config)
  stopOnSignal(starting)
  const portal = await starting
  outliveForgotten(portal.world)
  announce(portal.world, config.origin ?? `http://${hostOf(config)}:${portal.port}`, portal.receipt)
  flushCompileCache() // what was read and compiled: the next start need not do it again, also after a kill
}

/** A promise that nobody waits for (a connection that broke, say) is a fault to be told of, and no reason to end for all. */
function outliveForgotten({ log }: World): void {
  process.on('unhandledRejection', (fault) => {
    log.error(faultLine(fault), 'a fault that nobody waited for')
  })
}

const onePress = 1_000 // ms

/**
 * Stops in order; in the middle of the start, at once. A second signal leaves at once as well, unless it is npm passing on
 * what the terminal has sent already.
 */
function stopOnSignal(starting: Promise<Portal>): void {
  let portal: Portal | null = null
  let first: number | null = null
  const stop = async (signal: (typeof endings)[number]) => {
    if (!portal) return endAtOnce(signal)
    if (first !== null && performance.now() - first > onePress) process.exit(1)
    if (first !== null) return
    first = performance.now()
    await portal.stop()
    process.exit(0)
  }
  for (const signal of endings) process.on(signal, stop)
  starting.then(
    (started) => (portal = started),
    () => {}, // whoever awaits it says why
  )
}

function hostOf({ host }: Config): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
