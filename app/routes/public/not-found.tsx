import { refusalContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'

import type { Route } from './+types/not-found'

/** Any other address. What the door refused (too large, cross-site, broken form) is asked for as one, and becomes a page like any refusal. */
export function loader({ context }: Route.LoaderArgs): never {
  throw context.get(refusalContext) ?? new Refusal('notFound')
}

export function action(): never {
  throw new Refusal('notFound')
}

export default function NotFound() {
  return null
}
