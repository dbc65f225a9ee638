import type { Officer } from '#db/context.ts'

import type { Arrival, Arrivals } from './live-arrivals.server.ts'

/** Proxies close what is silent for half a minute or more. */
const heartbeatMs = 20_000
/** A stream ends after this and the browser opens a new one, so a session that ended stops hearing. */
const longestMs = 15 * 60_000

/**
 * Server-sent events for one officer's queue: messages with the case's id and kind, never content. Ends when the
 * browser goes (`gone`), when the process is about to stop (`closing`), when something may have been missed, as a
 * browser that comes back looks again, and after a quarter of an hour.
 */
export function arrivalStream(arrivals: Arrivals, officer: Officer, gone: AbortSignal, closing: AbortSignal): Response {
  const over = AbortSignal.any([gone, closing])
  const text = new TextEncoder()
  let leave = nothing
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      const say = (line: string) => stream.enqueue(text.encode(line))
      const close = () => {
        leave()
        stream.close()
      }
      const unsubscribe = arrivals.subscribe(officer, (arrival) => say(eventOf(arrival)), close)
      const beat = setInterval(() => say(': still here\n\n'), heartbeatMs)
      const longest = setTimeout(close, longestMs)
      leave = () => {
        unsubscribe()
        clearInterval(beat)
        clearTimeout(longest)
        over.removeEventListener('abort', close)
      }
      say('retry: 3000\n\n')
      if (over.aborted) close()
      else over.addEventListener('abort', close)
    },
    cancel: () => leave(),
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
}

function eventOf({ caseFileId, kind }: Arrival): string {
  return `data: ${JSON.stringify({ caseFileId, kind })}\n\n`
}

function nothing(): void {}
