import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { type EntryContext, type HandleErrorFunction, type RouterContextProvider, ServerRouter } from 'react-router'

import {
  memberRoleContext,
  readsOnlyContext,
  refusalContext,
  signedInContext,
  visitContext,
  worldContext,
} from '#app/context.ts'
import { textAnswer } from '#app/http/answer-body.server.ts'
import { PageVisitContext, withoutVisit } from '#app/http/page-visit.tsx'
import { refusalFor } from '#app/http/refusal-for.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import { drawn } from '#app/ui/drawn.ts'
import { type Draw, DrawContext } from '#app/ui/kept-part.ts'

/** Nothing is streamed, so the router's own stream of loader data is given up at once. */
export const streamTimeout = 1_000

/** Pages are plain HTML: no hydration, so static markup without React's markers, in one string. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Response {
  discardHandoff(router)
  noteRefusal(router, context)
  const { id, nonce, language } = context.get(visitContext)
  const [readsOnly, signedIn] = [context.get(readsOnlyContext), context.get(signedInContext)]
  const role = context.get(memberRoleContext)
  const visit = { nonce, script: router.manifest.entry.module, requestId: id, readsOnly, role, signedIn }
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor(language)}>
      <DrawContext value={draw}>
        <PageVisitContext value={visit}>
          <ServerRouter context={router} url={request.url} nonce={nonce} />
        </PageVisitContext>
      </DrawContext>
    </I18nextProvider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return textAnswer(`<!DOCTYPE html>${page}`, status, headers)
}

/**
 * A part that is kept for other visits is drawn without this one. Not by React: called inside of itself, it forgets which
 * component it was in, and the hooks of the rest of the page fail.
 */
const draw: Draw = (part) => withoutVisit(() => drawn(part))

/** Nobody reads it. Cancelled, it would fail while it is written, and keep the whole page until the stream's timeout. */
function discardHandoff(router: EntryContext): void {
  router.serverHandoffStream = undefined
}

/** The router keeps a page's refusals to itself; the door adds to the answer what belongs to them. */
function noteRefusal(router: EntryContext, context: RouterContextProvider): void {
  const thrown = Object.values(router.staticHandlerContext.errors ?? {})
  const refusal = thrown.map((error) => refusalFor(error)).find((found) => found !== null)
  if (refusal) context.set(refusalContext, refusal)
}

/** Faults are logged by name and place. Their message may quote what someone typed, so it stays out. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return
  const refusal = refusalFor(error)
  if (refusal) context.set(refusalContext, refusal)
  if (refusal && refusal.code !== 'fault' && refusal.code !== 'busy') return
  if (!(error instanceof Error)) return
  const { log } = context.get(worldContext)
  const { id } = context.get(visitContext)
  log.error({ request: id, fault: error.name, code: codeOf(error), at: placesOf(error) }, 'fault')
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : undefined
}

function placesOf(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return frames.slice(0, 8).map((line) => line.trim())
}
