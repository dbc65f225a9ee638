import { Audience } from '#app/ui/audience.tsx'

/** What is typed here is read by both sides of the thread, and by nobody else. */
export function ThreadAudience({ recipient }: { recipient: string }) {
  return <Audience who="thread" name={recipient} />
}
