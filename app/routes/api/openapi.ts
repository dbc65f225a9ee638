import { jsonAnswer } from '#app/api/answer.server.ts'
import { openApi } from '#app/api/openapi.server.ts'

import type { Route } from './+types/openapi'

/** The description for tools. It says nothing of anybody, so it may be kept. */
export function loader({ request }: Route.LoaderArgs) {
  return jsonAnswer(openApi(new URL(request.url).origin), { 'Cache-Control': 'public, max-age=300' })
}
