import { createRequestHandler, type RequestHandler, type RouterContextProvider, type ServerBuild } from 'react-router'

import type { Routes } from './handler.server.ts'
import { loadedOnce, pageAtOnce } from './page-at-once.server.ts'

interface Address {
  id: string
  /** What must stand there, in lower case; where anything may, its name after a colon. */
  parts: readonly string[]
}

/**
 * React Router goes through all routes of a build several times for each page (two searches, two copies for drawing),
 * which took a quarter of a small page's time and grows with every route. Here it is shown only those whose fixed parts
 * fit the address: few enough to cost nothing, and among them is whatever it would have found.
 */
export function narrowRouter(build: ServerBuild, mode: 'development' | 'production'): Routes {
  const routed = loadedOnce(build)
  const whole = createRequestHandler(routed, mode)
  const { always, byShape } = addressesOf(build)
  const made = new Map<string, RequestHandler>()
  const routerFor = (ids: readonly string[]): RequestHandler => {
    const name = ids.join(' ')
    const router = made.get(name) ?? createRequestHandler(only(routed, [...ids, ...always]), mode)
    made.set(name, router)
    return router
  }
  const atOnce = pageAtOnce(build)
  return async (request: Request, context: RouterContextProvider) => {
    const asked = partsOf(request.url)
    if (!asked) return whole(request, context)
    const fitting = (byShape.get(shapeOf(asked)) ?? []).filter((address) => fits(address, asked))
    const [address, another] = fitting
    const page = address && !another ? await atOnce(address.id, paramsIn(address, asked), { request, context }) : null
    return page ?? routerFor(fitting.map(({ id }) => id))(request, context)
  }
}

/** Null when the address is written in a way (escapes, slashes too many, the router's own `.data`) that is better left to the router. */
function partsOf(url: string): string[] | null {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1]
  if (path === undefined || /%|\/\/|.\/$|\.data$/.test(path)) return null
  return path.split('/').filter((part) => part !== '')
}

const fits = ({ parts }: Address, asked: readonly string[]): boolean =>
  parts.every((part, at) => part.startsWith(':') || part === asked[at]?.toLowerCase())

const paramsIn = ({ parts }: Address, asked: readonly string[]): Record<string, string | undefined> =>
  Object.fromEntries(parts.flatMap((part, at) => (part.startsWith(':') ? [[part.slice(1), asked[at]]] : [])))

/**
 * Routes by how many parts they have and with which they begin; one whose last part may be left out stands in two places.
 * Those with any number of parts, or that begin with anything, and those that others are in, are always shown.
 */
function addressesOf({ routes }: ServerBuild): { always: string[]; byShape: Map<string, Address[]> } {
  const known = Object.values(routes).filter((route) => route !== undefined)
  const parents = new Set(known.map(({ parentId }) => parentId))
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id]
    return route ? `${pathOf(route.parentId)}/${route.path ?? ''}` : ''
  }
  const isVariable = (id: string) => parents.has(id) || /\*|\?.|^\/*:/.test(pathOf(id))
  const addresses = known
    .filter(({ id }) => !isVariable(id))
    .flatMap(({ id }) => spellingsOf(pathOf(id)).map((path) => ({ id, parts: partsIn(path) })))
  return {
    always: known.map(({ id }) => id).filter(isVariable),
    byShape: Map.groupBy(addresses, ({ parts }) => shapeOf(parts)),
  }
}

const spellingsOf = (path: string): string[] =>
  path.endsWith('?') ? [path.slice(0, path.lastIndexOf('/')), path.slice(0, -1)] : [path]

const shapeOf = (parts: readonly string[]): string => `${parts.length} ${(parts[0] ?? '').toLowerCase()}`

const partsIn = (path: string): string[] =>
  path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? part : part.toLowerCase()))

/** In the order of the build, which settles between routes of the same rank. */
function only(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const those = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)))
  return { ...build, routes: those(build.routes), assets: { ...build.assets, routes: those(build.assets.routes) } }
}
