import { digestOf, unlessHeld } from '#app/api/answer.server.ts'
import { ApiProblem, problemOf } from '#app/api/problem.server.ts'

import type { Route } from './+types/openapi'

/** The description for tools. It says nothing of anybody, so it may be kept. */
export async function loader(args: Route.LoaderArgs) {
  const { request } = args
  if (request.method === 'OPTIONS') return action(args)
  const { origin } = new URL(request.url)
  if (written?.origin !== origin) written = await write(origin)
  const { text, tag } = written
  const json = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300' }
  return unlessHeld(request, tag, () => new Response(text, { headers: json }))
}

/** It only reads. */
export function action(args: Route.LoaderArgs | Route.ActionArgs) {
  return problemOf(args, new ApiProblem('methodNotAllowed', { headers: { Allow: 'GET, HEAD' } }))
}

interface Written {
  origin: string
  text: string
  tag: string
}

/** To write it takes a tenth of a second, and anybody may ask. Where all ask by one name, once is enough. */
let written: Written | null = null

async function write(origin: string): Promise<Written> {
  const { openApi } = await import('#app/api/openapi.server.ts') // large, and seldom asked for
  const text = JSON.stringify(openApi(origin))
  return { origin, text, tag: `"${digestOf(text)}"` }
}
