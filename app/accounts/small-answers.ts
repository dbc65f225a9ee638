import type { CustomFetch } from 'openid-client'

const most = 64_000

/** Follows no redirect, and reads no more than a provider has reason to say: a token of megabytes is an attack. */
export const smallAnswers: CustomFetch = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: 'manual' } as RequestInit) // the library's own options
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > most) throw new RangeError('the provider says too much')
    chunks.push(chunk)
  }
  const { status, statusText, headers } = response
  const body = size === 0 ? null : Buffer.concat(chunks)
  const answer = new Response(body, { status, statusText, headers })
  Object.defineProperty(answer, 'url', { value: response.url })
  return answer
}
