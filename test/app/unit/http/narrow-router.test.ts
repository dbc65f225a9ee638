import { createRequestHandler, RouterContextProvider, type ServerBuild } from 'react-router'
import { expect, test } from 'vitest'
import { narrowRouter } from '#app/http/narrow-router.server.ts'
import addresses from '#app/routes.ts'

const listed = await Promise.resolve(addresses)
const known = listed.map(({ path = '', file, index }) => ({ id: file, path, index }))

test('every address of the portal is answered by the same route as without narrowing', async () => {
  const build = buildOf(known)
  const [whole, narrow] = [createRequestHandler(build, 'production'), narrowRouter(build, 'production')]
  const asked = known.flatMap(({ path }) => spellingsOf(path.replaceAll(/:\w+\??/g, 'A1').replace('*', 'no/such/page')))
  for (const address of [...asked, '/', '//', '/desk/case-files/x', '/nowhere', '/reports/A/B/C/D', '/reports/%41']) {
    const answers = [whole, narrow].map((router) =>
      router(new Request(`http://here${address}`), new RouterContextProvider()),
    )
    const [expected, found] = await Promise.all(answers.map(async (answer) => (await answer).text()))
    expect(found, address).toBe(expected)
    expect(
      known.map(({ id }) => id),
      address,
    ).toContain(found)
  }
})

/** As browsers and people write it. */
const spellingsOf = (path: string): string[] => [
  `/${path}`,
  `/${path}/`,
  `/${path}?view=table`,
  `/${path.toUpperCase()}`,
  `/${path.replace('A1', '%41')}`,
]

/** As small as a build can be: each route says its own name. */
function buildOf(routes: typeof known): ServerBuild {
  const build = {
    routes: Object.fromEntries(routes.map((route) => [route.id, { ...route, module: answering(route.id) }])),
    entry: { module: { default: () => new Response(null) } },
    assets: { routes: {} },
    ssr: true,
    basename: '/',
    routeDiscovery: { mode: 'initial', manifestPath: '/__manifest' },
    future: {},
  }
  return build as unknown as ServerBuild // what only drawing and a browser need is left out
}

const answering = (id: string) => ({ default: undefined, loader: () => new Response(id) })
