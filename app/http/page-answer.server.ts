/**
 * A page is one string. Inside a Response it would become a stream, which the door would read, join, compress and turn
 * into a stream again: a tenth of a millisecond for each page. So it travels beside its answer until it is sent.
 */
const pages = new WeakMap<Response, string>()

export function pageAnswer(page: string, status: number, headers: Headers): Response {
  const answer = new Response(null, { status, headers })
  pages.set(answer, page)
  return answer
}

/** The page of an answer that has one. */
export function pageIn(answer: Response): string | undefined {
  return pages.get(answer)
}
