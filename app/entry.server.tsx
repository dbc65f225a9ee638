import { type ComponentType, createElement, type ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import type { EntryContext, HandleErrorFunction, RouterContextProvider } from 'react-router'

import {
  memberRoleContext,
  readsOnlyContext,
  refusalContext,
  signedInContext,
  visitContext,
  worldContext,
} from '#app/context.ts'
import { faultLine } from '#app/fault-line.server.ts'
import { textAnswer } from '#app/http/answer-body.server.ts'
import { type PageVisit, PageVisitContext, withoutVisit } from '#app/http/page-visit.tsx'
import { refusalFor } from '#app/http/refusal-for.ts'
import { isOurs } from '#app/http/refusal.ts'
import { i18nFor } from '#app/i18n/i18n.server.ts'
import type { Language } from '#app/i18n/language.ts'
import styles from '#app/styles.css?url'
import { type Around, AroundContext } from '#app/ui/around.ts'
import { drawn } from '#app/ui/drawn.ts'
import { type Draw, DrawContext } from '#app/ui/kept-part.ts'
import type { Markup } from '#app/ui/markup.ts'

/** Nothing is streamed, so the router's own stream of loader data is given up at once. */
export const streamTimeout = 1_000

/** Pages are plain HTML: no hydration, so static markup without React's markers, in one string. */
export default function handleRequest(
  _request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: RouterContextProvider,
): Response {
  noteRefusal(router, context)
  const { id, language } = context.get(visitContext)
  const [readsOnly, signedIn] = [context.get(readsOnlyContext), context.get(signedInContext)]
  const visit = { requestId: id, readsOnly, role: context.get(memberRoleContext), signedIn }
  headers.set('Content-Type', 'text/html; charset=utf-8')
  const page = pageText(shownBy(router), { language, visit, around: aroundIn(router, context) })
  return textAnswer(`<!DOCTYPE html>${page}`, status, headers)
}

function aroundIn({ manifest, staticHandlerContext }: EntryContext, context: RouterContextProvider): Around {
  const { pathname, search } = staticHandlerContext.location
  return { nonce: context.get(visitContext).nonce, script: manifest.entry.module, styles, pathname, search }
}

interface Contexts {
  language: Language
  visit: PageVisit
  around: Around
}

/** React is there for the contexts of a page: hooks work only below something that it draws. */
function pageText(page: ReactElement, { language, visit, around }: Contexts): string {
  let text = ''
  const Whole = () => {
    text = textOf(drawn(page, language))
    return null
  }
  renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor(language)}>
      <DrawContext value={draw}>
        <PageVisitContext value={visit}>
          <AroundContext value={around}>
            <Whole />
          </AroundContext>
        </PageVisitContext>
      </DrawContext>
    </I18nextProvider>,
  )
  return text
}

const textOf = ({ __html: text }: Markup): string => text

/** What the router found, or what went wrong. No page lies in another one, so to draw it nothing more of the router is needed. */
function shownBy({ routeModules, staticHandlerContext: found }: EntryContext): ReactElement {
  const [{ route, params } = { route: { id: 'root' }, params: {} }] = found.matches.slice(-1)
  const [error] = Object.values(found.errors ?? {})
  const Shown = error === undefined ? routeModules[route.id]?.default : routeModules['root']?.ErrorBoundary
  if (!Shown) throw new Error('there is nothing to show at this address')
  const props = { params, loaderData: found.loaderData[route.id], actionData: found.actionData?.[route.id], error }
  return createElement(Shown as ComponentType<typeof props>, props) // which of them it takes, its route says
}

/**
 * A part that is kept for other visits is drawn without this one. Not by React: called inside of itself, it forgets which
 * component it was in, and the hooks of the rest of the page fail.
 */
const draw: Draw = (part) => withoutVisit(() => drawn(part))

/** The router keeps a page's refusals to itself; the door adds to the answer what belongs to them. */
function noteRefusal(router: EntryContext, context: RouterContextProvider): void {
  const thrown = Object.values(router.staticHandlerContext.errors ?? {})
  const refusal = thrown.map((error) => refusalFor(error)).find((found) => found !== null)
  if (refusal) context.set(refusalContext, refusal)
}

export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted) return
  const refusal = refusalFor(error)
  if (refusal) context.set(refusalContext, refusal)
  if (refusal && !isOurs(refusal.code) && refusal.code !== 'busy') return
  if (!(error instanceof Error)) return
  const { log } = context.get(worldContext)
  const { id } = context.get(visitContext)
  log.error({ request: id, ...faultLine(error) }, 'fault')
}
