import { redirect } from 'react-router'

import { keepLanguage } from '#app/http/keep-language.server.ts'
import { localPath } from '#app/http/local-path.ts'
import { Refusal } from '#app/http/refusal.ts'
import { isLanguage } from '#app/i18n/language.ts'

import type { Route } from './+types/language'

/** Keeps the language a person chose, and goes back to the page they chose it on. */
export async function loader(args: Route.LoaderArgs) {
  const { code } = args.params
  if (!isLanguage(code)) throw new Refusal('notFound')
  const back = localPath(new URL(args.request.url).searchParams.get('back')) ?? '/'
  await keepLanguage(args, code, back)
  return redirect(back)
}
