import type { Officer } from '#db/context.ts'

import type { Arrivals, Placed } from './live-arrivals.server.ts'

/** Proxies close what is silent for half a minute or more. */
const heartbeatMs = 20_000
/** So long one look at the login is good for: a burst of arrivals asks once. */
const trustMs = 1_000
/** A stream ends after this and the browser opens a new one. */
const longestMs = 15 * 60_000

interface Listening {
  arrivals: Arrivals
  officer: Officer
  /** Where the listener's page stands; null for a listener that looks again by itself. */
  after: string | null
  /** Whether the login goes on: asked before something is told, and at every beat. */
  isIn: () => Promise<boolean>
  gone: AbortSignal
  closing: AbortSignal
}

/**
 * Server-sent events for one officer's queue: messages with the case's id and kind, never content. First what came since
 * the page was drawn, or `missed` when that cannot be told. Ends when the browser goes (`gone`), when the process is
 * about to stop (`closing`), when the login has ended, when something may have been missed, as a browser that comes back
 * looks again, and after a quarter of an hour.
 */
export function arrivalStream({ arrivals, officer, after, isIn, gone, closing }: Listening): Response {
  const over = AbortSignal.any([gone, closing])
  const text = new TextEncoder()
  let leave = nothing
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      const say = (line: string) => stream.enqueue(text.encode(line))
      let open = true
      const close = () => {
        if (!open) return
        leave()
        stream.close()
      }
      const told = toldTo(isIn, { tell: (lines) => open && say(lines), end: close })
      const unsubscribe = arrivals.subscribe(officer, (placed) => told(eventOf(placed)), close)
      const beat = setInterval(() => told(': still here\n\n'), heartbeatMs)
      const longest = setTimeout(close, longestMs)
      leave = () => {
        open = false
        unsubscribe()
        clearInterval(beat)
        clearTimeout(longest)
        over.removeEventListener('abort', close)
      }
      say(`retry: 3000\n${firstEvents(arrivals, officer, after)}`)
      if (over.aborted) close()
      else over.addEventListener('abort', close)
    },
    cancel: () => leave(),
  })
  return new Response(body, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } })
}

/** The browser names the last place it knows when it comes back after a lost connection. */
function firstEvents(arrivals: Arrivals, officer: Officer, after: string | null): string {
  const here = `id: ${arrivals.place()}\n\n`
  if (after === null) return here
  const since = arrivals.after(after, officer)
  return here + (since === null ? 'event: missed\ndata: {}\n\n' : since.map(eventOf).join(''))
}

/** Lines for somebody whose login may have ended: they wait for a look, and all that wait share one. */
function toldTo(isIn: () => Promise<boolean>, { tell, end }: { tell(lines: string): void; end(): void }) {
  const waiting: string[] = []
  let looked = -Infinity
  let looking = false
  const look = async () => {
    looking = true
    const goesOn = await isIn().catch(() => false) // whoever comes back is asked again
    looking = false
    if (!goesOn) return end()
    looked = performance.now()
    tell(waiting.splice(0).join(''))
  }
  return (line: string) => {
    if (performance.now() - looked < trustMs) return tell(line)
    waiting.push(line)
    if (!looking) void look()
  }
}

function eventOf({ arrival: { caseFileId, kind }, place }: Placed): string {
  return `id: ${place}\ndata: ${JSON.stringify({ caseFileId, kind })}\n\n`
}

function nothing(): void {}
