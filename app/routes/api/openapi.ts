import { digestOf, unlessHeld } from '#app/api/answer.server.ts'

import type { Route } from './+types/openapi'

/** The description for tools. It says nothing of anybody, so it may be kept. */
export async function loader({ request }: Route.LoaderArgs) {
  const { openApi } = await import('#app/api/openapi.server.ts') // large, and seldom asked for
  const text = JSON.stringify(openApi(new URL(request.url).origin))
  const json = { 'Content-Type': 'application/json', 'Cache-Control': 'public, max-age=300' }
  return unlessHeld(request, `"${digestOf(text)}"`, () => new Response(text, { headers: json }))
}
