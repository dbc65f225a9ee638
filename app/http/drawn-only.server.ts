import { UNSAFE_SingleFetchRedirectSymbol as carried, type ServerBuild } from 'react-router'

/**
 * Pages are drawn here and never hydrated, yet the router writes the data of every page for a browser, a tenth of the
 * page's time, before we can throw it away. An object with this symbol it writes as the symbol's value alone. It also
 * keeps the data of loaders out of the router's own `.data` addresses, which no page of ours asks for.
 */
export function drawnOnly(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).map(([id, route]) => {
    const loader = route?.module.loader
    if (!route || !loader) return [id, route]
    const marked: typeof loader = async (args) => markDrawn(await loader(args))
    return [id, { ...route, module: { ...route.module, loader: marked } }]
  })
  return { ...build, routes: Object.fromEntries(routes) }
}

/** Only plain data is marked: a Response and what `data()` gives mean something to the router. */
function markDrawn(loaded: unknown): unknown {
  if (typeof loaded !== 'object' || loaded === null || Object.getPrototypeOf(loaded) !== Object.prototype) return loaded
  return Object.defineProperty(loaded, carried, { value: null })
}
