import { jsonAnswer } from '#app/api/answer.server.ts'

import type { Route } from './+types/openapi'

/** The description for tools. It says nothing of anybody, so it may be kept. */
export async function loader({ request }: Route.LoaderArgs) {
  const { openApi } = await import('#app/api/openapi.server.ts') // large, and seldom asked for
  return jsonAnswer(openApi(new URL(request.url).origin), { 'Cache-Control': 'public, max-age=300' })
}
