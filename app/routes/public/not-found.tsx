import { Refusal } from '#app/http/refusal.ts'

/** Any other address. A route of its own, so that the door's middleware runs for it too. */
export function loader(): never {
  throw new Refusal('notFound')
}

export function action(): never {
  throw new Refusal('notFound')
}

export default function NotFound() {
  return null
}
