import { visitContext, worldContext } from '#app/context.ts'
import { Refusal } from '#app/http/refusal.ts'

import type { Route } from './+types/security-txt'

const holds = 180 * 86_400_000 // ms; RFC 9116 wants less than a year

/** Whom to tell of a weakness of the portal (RFC 9116). Nobody is named who was not set. */
export function loader({ request, context }: Route.LoaderArgs) {
  const { origin, operator } = context.get(worldContext).config
  if (operator.security.length === 0) throw new Refusal('notFound')
  const own = new URL(request.url)
  const lines = [
    ...operator.security.map((contact) => `Contact: ${contact}`),
    `Expires: ${new Date(context.get(visitContext).now.getTime() + holds).toISOString()}`,
    'Preferred-Languages: ja, en',
    `Canonical: ${origin ?? own.origin}${own.pathname}`,
  ]
  return new Response(lines.map((line) => `${line}\n`).join(''), {
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
