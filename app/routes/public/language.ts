import { redirect } from 'react-router'

import { visitContext } from '#app/context.ts'
import { writeCookie } from '#app/http/cookie.server.ts'
import { localPath } from '#app/http/local-path.ts'
import { Refusal } from '#app/http/refusal.ts'
import { languageCookie } from '#app/http/visit.server.ts'
import { isLanguage } from '#app/i18n/language.ts'

import type { Route } from './+types/language'

const year = 365 * 24 * 60 * 60

/** Keeps the language a person chose, and goes back to the page they chose it on. */
export function loader({ params, request, context }: Route.LoaderArgs) {
  if (!isLanguage(params.code)) throw new Refusal('notFound')
  const { secure } = context.get(visitContext)
  const back = localPath(new URL(request.url).searchParams.get('back')) ?? '/'
  return redirect(back, {
    headers: { 'Set-Cookie': writeCookie(languageCookie, params.code, { secure, maxAge: year }) },
  })
}
