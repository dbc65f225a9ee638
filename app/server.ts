import { createServer, type Server } from 'node:http'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

import { createRequestListener } from '@remix-run/node-fetch-server'
import type { ServerBuild } from 'react-router'

import { announce } from '#app/announce.server.ts'
import { ConfigError, readConfig, type Config } from '#app/config.server.ts'
import { demoProviderAt } from '#app/demo-provider.server.ts'
import { seedDemo } from '#app/demo.server.ts'
import { drawnOnly } from '#app/http/drawn-only.server.ts'
import { handlerOf } from '#app/http/handler.server.ts'
import { listen } from '#app/http/listen.server.ts'
import { plainHeaders } from '#app/http/headers.server.ts'
import { narrowRouter } from '#app/http/narrow-router.server.ts'
import { refuseRaw, refuseUnreadable } from '#app/http/raw-door.server.ts'
import { limitBodies } from '#app/http/slow-body.server.ts'
import { readStaticFiles, sendStatic } from '#app/http/static-files.server.ts'
import { openWorld, type World } from '#app/world.server.ts'

const root = path.resolve(import.meta.dirname, '..')

try {
  await start(readConfig(process.env))
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exit(1) // The store may be open already; its connections would keep the process.
}

async function start(config: Config): Promise<void> {
  const build: ServerBuild = await import(pathToFileURL(path.join(root, 'build/server/index.js')).href)
  const world = await openWorld(config)
  const receipt = config.demo ? await seedDemo(world.database, world.now(), world.shelf) : null
  const server = createServer(
    { connectionsCheckingInterval: 2_000, requireHostHeader: false },
    listenerOf(build, world),
  )
  refuseUnreadable(server, isSecure(config))
  limitBodies(server)
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 30_000

  outliveForgotten(world)
  const port = await listen(server, config)
  stopOnSignal(server, world)
  announce(world, config.origin ?? `http://${hostOf(config)}:${port}`, receipt)
}

/** A promise that nobody waits for (a connection that broke, say) is a fault to be told of, and no reason to end for all. */
function outliveForgotten({ log }: World): void {
  process.on('unhandledRejection', (fault) => {
    const known = fault instanceof Error ? { fault: fault.name, code: 'code' in fault ? String(fault.code) : '' } : {}
    log.error(known, 'a fault that nobody waited for')
  })
}

function listenerOf(build: ServerBuild, world: World) {
  const { config } = world
  const files = readStaticFiles(path.join(root, 'build/client'), build.assets.entry.module)
  const routes = narrowRouter(drawnOnly(build), config.dev ? 'development' : 'production')
  const answer = createRequestListener(handlerOf(world, routes), {
    trustProxy: config.trustProxy,
    ...(config.origin ? originOptions(config.origin) : {}),
    onError: (error) => outsideOfRoutes(error, world),
  })
  const secure = isSecure(config)
  const provider = config.demo ? demoProviderAt(() => config.origin ?? '') : () => false
  return (...[request, response]: Parameters<typeof answer>) => {
    if (provider(request, response)) return
    if (refuseRaw(request, response, secure)) return
    if (!sendStatic(files, request, response, secure)) answer(request, response)
  }
}

function isSecure({ origin }: Config): boolean {
  return origin?.startsWith('https:') ?? false
}

/** What no route can answer: an address that is none (a proxy's spoilt header), or a fault of our own. */
function outsideOfRoutes(error: unknown, { config, log }: World): Response {
  const isAddress = error instanceof Error && 'code' in error && error.code === 'ERR_INVALID_URL'
  if (!isAddress) log.error({ fault: error instanceof Error ? error.name : 'unknown' }, 'fault outside of the routes')
  const [status, words] = isAddress ? [400, 'Bad Request'] : [500, 'Internal Server Error']
  const headers = { ...plainHeaders(isSecure(config)), 'Content-Type': 'text/plain; charset=utf-8' }
  return new Response(words, { status, headers })
}

/** A configured origin is the only one: a Host header cannot make links or cookies for another. */
function originOptions(origin: string) {
  const { host, protocol } = new URL(origin)
  return { host, protocol }
}

function hostOf({ host }: Config): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Finishes what is being answered, then leaves the store in order. A second signal leaves at once. */
function stopOnSignal(server: Server, world: World): void {
  let stopping = false
  const stop = async () => {
    if (stopping) process.exit(1)
    stopping = true
    const closed = new Promise((resolve) => server.close(resolve))
    // Whoever keeps asking on an open connection is answered once more and then told to go elsewhere.
    server.prependListener('request', (_, response) => (response.shouldKeepAlive = false))
    world.endStreams()
    const impatient = setTimeout(() => server.closeAllConnections(), 10_000)
    await closed
    clearTimeout(impatient)
    await world.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}
