/** The portal as a whole: its world, and the server at which people and programs ask. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import path from 'node:path'

import type { ServerBuild } from 'react-router'

import { builtIn } from '#app/built.server.ts'
import type { Config } from '#app/config.server.ts'
import { demoProviderAt } from '#app/demo-provider.server.ts'
import { refuseOtherWorld, seedDemo, type DemoReceipt } from '#app/demo.server.ts'
import { faultLine } from '#app/fault-line.server.ts'
import { handlerOf } from '#app/http/handler.server.ts'
import { listen } from '#app/http/listen.server.ts'
import { listenerFor } from '#app/http/listener.server.ts'
import { plainHeaders } from '#app/http/headers.server.ts'
import { keepNearest, originOf } from '#app/http/nearest-proxy.server.ts'
import { narrowRouter } from '#app/http/narrow-router.server.ts'
import { refuseRaw, refuseUnreadable } from '#app/http/raw-door.server.ts'
import { limitBodies } from '#app/http/slow-body.server.ts'
import { readStaticFiles, sendStatic } from '#app/http/static-files.server.ts'
import { openWorld, type World } from '#app/world.server.ts'

const root = path.resolve(import.meta.dirname, '..')

export interface Portal {
  world: World
  server: Server
  port: number
  /** Of the demo world, on the start that made it. */
  receipt: DemoReceipt | null
  /** Finishes what is being answered, then leaves the store in order. */
  stop(): Promise<void>
}

/** The pages as `npm run build` left them. Throws a ConfigError when nothing is there. */
export const loadBuild = () => builtIn(path.join(root, 'build'))

/** Opens the world and listens. Throws a ConfigError when what was configured cannot be. */
export async function startPortal(config: Config): Promise<Portal> {
  const build = await loadBuild()
  const world = await openWorld(config)
  if (config.demo && config.databaseUrl) await refuseOtherWorld(world.database)
  const receipt = config.demo ? await seedDemo(world.database, world.now(), world.shelf) : null
  const server = createServer(
    { connectionsCheckingInterval: 2_000, requireHostHeader: false },
    listenerOf(build, world),
  )
  refuseUnreadable(server, isSecure(config))
  limitBodies(server)
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 30_000
  const port = await listen(server, config)
  return { world, server, port, receipt, stop: () => stop(server, world) }
}

async function stop(server: Server, world: World): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // Whoever keeps asking on an open connection is answered once more and then told to go elsewhere.
  server.prependListener('request', (_, response) => (response.shouldKeepAlive = false))
  world.endStreams()
  const impatient = setTimeout(() => server.closeAllConnections(), 10_000)
  await closed
  clearTimeout(impatient)
  await world.close()
}

function listenerOf(build: ServerBuild, world: World) {
  const { config } = world
  const files = readStaticFiles(path.join(root, 'build/client'), build.assets.entry.module)
  const routes = narrowRouter(build, config.dev ? 'development' : 'production')
  const { origin, trustProxy } = config
  const onError = (error: unknown) => outsideOfRoutes(error, world)
  const answer = listenerFor({ answer: handlerOf(world, routes), origin, trustProxy, onError })
  const isReachedSecurely = (request: IncomingMessage) => (origin ?? originOf(request, trustProxy)).startsWith('https:')
  const provider = config.demo ? demoProviderAt(() => config.origin ?? '') : () => false
  return (...[request, response]: Parameters<RequestListener>) => {
    if (trustProxy) keepNearest(request)
    if (provider(request, response)) return
    const secure = isReachedSecurely(request)
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
  if (!isAddress) log.error(faultLine(error), 'fault outside of the routes')
  const [status, words] = isAddress ? [400, 'Bad Request'] : [500, 'Internal Server Error']
  const headers = { ...plainHeaders(isSecure(config)), 'Content-Type': 'text/plain; charset=utf-8' }
  return new Response(words, { status, headers })
}
