import { createRequestHandler, type RequestHandler, type RouterContextProvider, type ServerBuild } from 'react-router'

import type { Routes } from './handler.server.ts'

interface Address {
  id: string
  /** Its parts in lower case; null where anything may stand. */
  parts: readonly (string | null)[]
}

/**
 * React Router goes through all routes of a build several times for each page (two searches, two copies for drawing),
 * which took a quarter of a small page's time and grows with every route. Here it is shown only those whose fixed parts
 * fit the address: few enough to cost nothing, and among them is whatever it would have found.
 */
export function narrowRouter(build: ServerBuild, mode: 'development' | 'production'): Routes {
  const whole = createRequestHandler(build, mode)
  const { always, byShape } = addressesOf(build)
  const made = new Map<string, RequestHandler>()
  const routerFor = (ids: readonly string[]): RequestHandler => {
    const name = ids.join(' ')
    const router = made.get(name) ?? createRequestHandler(only(build, [...ids, ...always]), mode)
    made.set(name, router)
    return router
  }
  return (request: Request, context: RouterContextProvider) => {
    const parts = partsOf(request.url)
    if (!parts) return whole(request, context)
    const fitting = (byShape.get(shapeOf(parts)) ?? []).filter((address) => fits(address, parts))
    return routerFor(fitting.map(({ id }) => id))(request, context)
  }
}

/** Null when the address is written in a way (escapes, the router's own `.data`) that is better left to the router. */
function partsOf(url: string): string[] | null {
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/.exec(url)?.[1]
  if (path === undefined || path.includes('%') || path.endsWith('.data')) return null
  return path
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '')
}

const fits = ({ parts }: Address, asked: readonly string[]): boolean =>
  parts.every((part, at) => part === null || part === asked[at])

/**
 * Routes by how many parts they have and with which they begin. Those with any number of parts, or that begin with anything,
 * and those that others are in, are always shown.
 */
function addressesOf({ routes }: ServerBuild): { always: string[]; byShape: Map<string, Address[]> } {
  const known = Object.values(routes).filter((route) => route !== undefined)
  const parents = new Set(known.map(({ parentId }) => parentId))
  const pathOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id]
    return route ? `${pathOf(route.parentId)}/${route.path ?? ''}` : ''
  }
  const isVariable = (id: string) => parents.has(id) || /[?*]|^\/*:/.test(pathOf(id))
  const addresses = known.filter(({ id }) => !isVariable(id)).map(({ id }) => ({ id, parts: fixedParts(pathOf(id)) }))
  return {
    always: known.map(({ id }) => id).filter(isVariable),
    byShape: Map.groupBy(addresses, ({ parts }) => shapeOf(parts)),
  }
}

const shapeOf = (parts: readonly (string | null)[]): string => `${parts.length} ${parts[0] ?? ''}`

const fixedParts = (path: string): (string | null)[] =>
  path
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.includes(':') ? null : part))

/** In the order of the build, which settles between routes of the same rank. */
function only(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const those = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([id]) => ids.includes(id)))
  return { ...build, routes: those(build.routes), assets: { ...build.assets, routes: those(build.assets.routes) } }
}
