import { AskFailed, type Ask, type Answer } from './ask.server.ts'

interface Asked {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: unknown
}

/**
 * What a library takes for `fetch`: it asks public servers only, follows no redirect, reads no more than there is reason to
 * say, and has `patience` ms for all its questions together.
 */
export function publicFetch(ask: Ask, patience: number): (url: string, asked: Asked) => Promise<Response> {
  const deadline = performance.now() + patience
  return async (url, { method, headers, body }) => {
    const timeout = Math.floor(deadline - performance.now())
    if (timeout <= 0) throw new AskFailed('timeout')
    const told = body === undefined || body === null ? {} : { body: String(body) }
    return responseOf(
      url,
      await ask(url, { ...(method ? { method } : {}), ...(headers ? { headers } : {}), ...told, timeout }),
    )
  }
}

function responseOf(url: string, { status, headers, body }: Answer): Response {
  const kept = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value ?? []].flat()) kept.append(name, one)
  }
  const response = new Response(body.length === 0 ? null : new Uint8Array(body), { status, headers: kept })
  Object.defineProperty(response, 'url', { value: url })
  return response
}
