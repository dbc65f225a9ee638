import { RouterContextProvider } from 'react-router'

import { outgoingContext, refusalContext, visitContext, worldContext, type Visit } from '#app/context.ts'
import type { World } from '#app/world.server.ts'

import type { Asked } from './asked.server.ts'
import { Gone, keepBody } from './body.server.ts'
import { compressed } from './compress.server.ts'
import { isDenied, recordDenied } from './denied.server.ts'
import { refuseTooMany } from './door-limits.server.ts'
import { isForPrograms, isStreamed, refuseAtDoor } from './door.server.ts'
import { protect } from './headers.server.ts'
import { keptForm } from './kept-form.server.ts'
import { loggedPath } from './logged-path.ts'
import { refuseTooManyPosts } from './post-limits.server.ts'
import { textIn } from './answer-body.server.ts'
import { problemResponse } from './problem.server.ts'
import { Refusal } from './refusal.ts'
import { visitOf } from './visit.server.ts'

export type Routes = (request: Request, context: RouterContextProvider) => Promise<Response>

/** Turns every request into one answer: door checks, the routes, a page for each refusal, headers, compression. */
export function handlerOf(world: World, routes: Routes) {
  return async (asked: Asked): Promise<Response> => {
    const started = performance.now()
    const visit = visitOf(asked, world.now())
    const response = await answer(asked, visit, world, routes)
    const sent = await compressed(response, asked.headers.get('Accept-Encoding'))
    protect(sent.headers, { nonce: visit.nonce, secure: visit.secure, requestId: visit.id })
    const took = Math.round(performance.now() - started)
    world.log.info({ request: visit.id, method: asked.method, path: loggedPath(asked), status: sent.status, took })
    return sent
  }
}

async function answer(asked: Asked, visit: Visit, world: World, routes: Routes): Promise<Response> {
  const health = await answerHealth(asked, world)
  if (health) return health

  const context = contextFor(visit, world)
  const admitted = (await refuseTooMany(asked)) ?? (await admit(asked))
  if (admitted instanceof Refusal) {
    const refused = await refuse(admitted, asked, visit, world, routes)
    return withHeaders(refused, context, headersOf(admitted))
  }

  const { request, body } = admitted
  const over = await refuseTooManyPosts(asked, visit, world)
  if (over) {
    const refused = await refuse(await withKept(over, request, body), request, visit, world, routes)
    return withHeaders(refused, context, headersOf(over))
  }
  const response = await routes(request, context)
  if (request.signal.aborted) throw new Gone() // in the middle of a file: no fault, and nobody to be told of one
  const refusal = context.get(refusalContext) ?? faultIn(request, response)
  if (refusal && isDenied(refusal)) await recordDenied({ request, context }, loggedPath(request))
  if (!refusal) return withHeaders(response, context, [])
  // What cannot be opened is thrown by the store: the page that the routes drew calls it a fault
  const told =
    isPage(response) && response.status === refusal.status && refusal.code !== 'unreadable' && !wantsJson(request)
  const whole = await withKept(refusal, request, body)
  const answered = told && !whole.data.kept ? response : await refuse(whole, request, visit, world, routes)
  return withHeaders(answered, context, headersOf(refusal))
}

/** With what was typed in vain, where there is something. */
async function withKept(refusal: Refusal, request: Request, body: Admitted['body']): Promise<Refusal> {
  const kept = await keptForm(request, body, refusal.code)
  return kept ? new Refusal(refusal.code, { ...refusal.data, kept }) : refusal
}

/** A fault has been logged and has its page; with what was typed, or for a program, it gets another one. */
const faultIn = ({ method, url }: Request, { status }: Response): Refusal | null =>
  status === 500 && (method === 'POST' || isForPrograms(url)) ? new Refusal('fault') : null

/** What is known of a request before and after it became one. */
type Seen = Pick<Asked, 'url' | 'headers'>

interface Admitted {
  request: Request
  /** Of a post: it can be read once more. */
  body: Buffer<ArrayBuffer> | null
}

/** The request with its body read, or why it is turned away. Nothing is left to break off, so it follows no signal (048). */
async function admit(asked: Asked): Promise<Admitted | Refusal> {
  const { url, method, headers } = asked
  const refusal = refuseAtDoor(asked, new URL(url).origin)
  if (refusal) return refusal
  if (isStreamed(url)) return { request: asked.streamed(), body: null }
  const request = new Request(url, { method, headers })
  if (method === 'GET' || method === 'HEAD') return { request, body: null }
  const body = await asked.body()
  if (body instanceof Refusal) return body
  keepBody(request, body)
  return { request, body }
}

/** Adds the cookies that the routes left, and what a refusal says besides its page. */
function withHeaders(
  response: Response,
  context: RouterContextProvider,
  headers: Iterable<[string, string]>,
): Response {
  const answered = textIn(response) === undefined ? new Response(response.body, response) : response
  for (const [name, value] of headers) answered.headers.set(name, value)
  for (const cookie of context.get(outgoingContext).values()) answered.headers.append('Set-Cookie', cookie)
  return answered
}

/** A refusal as JSON for programs and as a page for people, drawn by the routes' own error page. */
async function refuse(refusal: Refusal, asked: Seen, visit: Visit, world: World, routes: Routes) {
  if (wantsJson(asked)) {
    const { code, status } = refusal
    return problemResponse(visit.language, new URL(asked.url).origin, { code, status })
  }
  const page = new Request(new URL('/refused', asked.url), { headers: asked.headers })
  const told = new Refusal(refusal.code, { ...refusal.data, asked: new URL(asked.url).pathname })
  return routes(page, contextFor(visit, world, told))
}

/** Programs that say so, and whoever asks the programs' own addresses. */
function wantsJson({ headers, url }: Seen): boolean {
  return (headers.get('Accept')?.startsWith('application/json') ?? false) || isForPrograms(url)
}

function headersOf({ code, data }: Refusal): [string, string][] {
  if (code === 'methodNotAllowed') return [['Allow', 'GET, HEAD, POST']]
  if (code === 'tooLarge') return [['Connection', 'close']]
  return data.retryAfter ? [['Retry-After', String(data.retryAfter)]] : []
}

function contextFor(visit: Visit, world: World, refusal: Refusal | null = null): RouterContextProvider {
  const context = new RouterContextProvider()
  context.set(worldContext, world)
  context.set(visitContext, visit)
  context.set(refusalContext, refusal)
  context.set(outgoingContext, new Map())
  return context
}

/** For load balancers: alive at all, and able to serve (the database answers). */
async function answerHealth({ url }: Asked, world: World): Promise<Response | null> {
  const { pathname } = new URL(url)
  if (pathname === '/healthz') return new Response('ok\n', { headers: { 'Content-Type': 'text/plain' } })
  if (pathname !== '/readyz') return null
  const ready = await world.isReady()
  return new Response(ready ? 'ready\n' : 'not ready\n', {
    status: ready ? 200 : 503,
    headers: { 'Content-Type': 'text/plain' },
  })
}

function isPage(response: Response): boolean {
  return response.headers.get('Content-Type')?.startsWith('text/html') ?? false
}
