import {
  createRequestHandler,
  data,
  type EntryContext,
  redirect,
  RouterContextProvider,
  type ServerBuild,
} from 'react-router'
import { expect, test } from 'vitest'
import { narrowRouter } from '#app/http/narrow-router.server.ts'
import { Refusal } from '#app/http/refusal.ts'
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

/** What a loader may come to. */
const outcomes: Record<string, () => unknown> = {
  plain: () => ({ words: 'plain' }),
  'no object': () => ['words'],
  'a status': () => data({ words: 'later' }, { status: 429, headers: { 'Retry-After': '3' } }),
  'an answer': () => new Response('whole', { headers: { 'X-Whole': 'yes' } }),
  'a redirect': () => redirect('/elsewhere'),
  'a thrown redirect': () => thrown(redirect('/elsewhere')),
  'a refusal': () => thrown(new Refusal('forbidden')),
  'a fault': () => thrown(new Error('a fault')),
  'what cannot be drawn': () => ({ words: 'undrawable' }),
}

test.each(Object.keys(outcomes))(
  'a page whose loader comes to %s is answered as without narrowing',
  async (outcome) => {
    const [whole, narrow] = [pagesOf(outcome), pagesOf(outcome)]
    const [wholeRouter, narrowed] = [
      createRequestHandler(whole.build, 'production'),
      narrowRouter(narrow.build, 'production'),
    ]
    for (const path of [
      'desk',
      'desk/',
      'reports/Ab-1?view=table',
      'desk/files/7',
      'desk/files/7/notes',
      'desk/files/7/other',
    ])
      for (const method of ['GET', 'HEAD', 'POST']) {
        const asked = () => new Request(`http://here/${path}`, { method })
        const expected = await told(await wholeRouter(asked(), new RouterContextProvider()))
        expect(await told(await narrowed(asked(), new RouterContextProvider())), `${method} /${path}`).toEqual(expected)
      }
    expect(narrow.noted).toEqual(whole.noted)
    expect(whole.noted.filter((one) => one === 'asked').length).toBeGreaterThan(10)
  },
)

test('no route has middleware, which pages that are drawn at once would pass by', () => {
  const { build } = pagesOf('plain')
  const guarded = {
    ...build.routes['desk'],
    module: { ...build.routes['desk']?.module, middleware: [() => undefined] },
  }
  const routes = { ...build.routes, desk: guarded } as ServerBuild['routes']
  expect(() => narrowRouter({ ...build, routes }, 'production')).toThrow('middleware')
})

function thrown(what: unknown): never {
  throw what
}

const told = async (answer: Response) => [answer.status, [...answer.headers], await answer.text()]

/** Pages that say what they were drawn from, and notes of what was asked and of what went wrong, in order. */
function pagesOf(outcome: string): { build: ServerBuild; noted: string[] } {
  const noted: string[] = []
  const loader = () => {
    noted.push('asked')
    return outcomes[outcome]?.()
  }
  const paths = ['desk', 'reports/:reference', 'desk/files/:id/:act?', 'desk/files/:id/notes']
  const module = { default: () => null, loader, action: () => ({ done: true }) }
  const pages = paths.map((path) => [path, { id: path, path, parentId: 'root', module }])
  const build = {
    ...buildOf([]),
    routes: Object.fromEntries([['root', { id: 'root', path: '', module: { default: () => null } }], ...pages]),
    entry: { module: { default: drawn, handleError: (error: Error) => noted.push(error.message) } },
  }
  return { build: build as unknown as ServerBuild, noted }
}

function drawn(_request: Request, status: number, headers: Headers, { staticHandlerContext: found }: EntryContext) {
  const { location, matches, loaderData, actionData, errors } = found
  if (JSON.stringify(loaderData).includes('undrawable') && !errors) throw new Error('not drawn')
  const [{ route, params } = { route: null, params: null }] = matches.slice(-1)
  const shown = { id: route?.id, params, address: location.pathname + location.search, loaderData, actionData, errors }
  return new Response(JSON.stringify(shown), { status, headers })
}

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
