/**
 * Most of what is asked for is a page whose loader gives plain data. The router has nothing to decide of it, and what it makes
 * all the same (two searches, addresses, lists of headers, promises) was a tenth of the page's time. So such a page is drawn at
 * once. Whatever else comes of a loader (a redirect, a refusal, a fault, a status) goes on to the router, which has what the
 * loader gave and asks it no second time.
 */
import {
  createContext,
  type EntryContext,
  type RouterContextProvider,
  type ServerBuild,
  UNSAFE_SingleFetchRedirectSymbol as carried,
} from 'react-router'

type Params = Readonly<Record<string, string | undefined>>

interface Visited {
  request: Request
  context: RouterContextProvider
}

/** What a loader was asked for already. */
const loadedContext = createContext<Promise<unknown> | null>(null)

/** Draws the page of a route; null when that is the matter of the router. */
export function pageAtOnce({ routes, entry, assets }: ServerBuild) {
  if (Object.values(routes).some((route) => route?.module.middleware))
    throw new Error('a route has middleware, which would not run for pages that are drawn at once')
  const routeModules = Object.fromEntries(Object.entries(routes).map(([id, route]) => [id, route?.module]))
  return async (id: string, params: Params, { request, context }: Visited): Promise<Response | null> => {
    const { loader, default: page, headers } = routes[id]?.module ?? {}
    if (request.method !== 'GET' || !page || !loader || headers) return null
    const location = new URL(request.url)
    const asking = { request, params, context, url: location, pattern: routes[id]?.path ?? '/' }
    const loading = Promise.try(() => loader(asking))
    try {
      const loaded = await loading
      if (isPlain(loaded)) {
        const found = {
          location,
          matches: [{ route: { id }, params }],
          loaderData: { [id]: loaded },
          actionData: null,
          errors: null,
        }
        const router = { manifest: assets, routeModules, staticHandlerContext: found } as unknown // all that our entry reads
        return await entry.module.default(request, 200, new Headers(), router as EntryContext, context)
      }
    } catch {} // the router meets it again, and says what there is to say
    context.set(loadedContext, loading)
    return null
  }
}

/**
 * For the router: loaders that are not asked again for what they gave. What is plain among it the router would write for a
 * browser that goes on from the page, which none does; an object with this symbol it writes as the symbol's value alone.
 */
export function loadedOnce(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const loader = route?.module.loader
    if (!route || !loader) return [id, route]
    const once: typeof loader = async (args) => markDrawn(await (args.context.get(loadedContext) ?? loader(args)))
    return [id, { ...route, module: { ...route.module, loader: once } }]
  })
  return { ...build, routes: Object.fromEntries(routes) }
}

const markDrawn = (loaded: unknown): unknown =>
  isPlain(loaded) ? Object.defineProperty(loaded, carried, { value: null, configurable: true }) : loaded

/** A Response and what `data()` gives mean something to the router. */
const isPlain = (loaded: unknown): loaded is object =>
  typeof loaded === 'object' && loaded !== null && Object.getPrototypeOf(loaded) === Object.prototype
