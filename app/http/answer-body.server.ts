/**
 * A page, or what a program is told, is one text, and what is sent are bytes. Inside a Response either would become a
 * stream, which whoever comes next would read, join and turn into a stream again: a tenth of a millisecond for each page. So
 * they travel beside their answer until it is sent.
 */
const texts = new WeakMap<Response, string>()
const bytes = new WeakMap<Response, Uint8Array>()

export function textAnswer(text: string, status: number, headers: Headers): Response {
  const answer = new Response(null, { status, headers })
  texts.set(answer, text)
  return answer
}

/** The text of an answer that has one. */
export function textIn(answer: Response): string | undefined {
  return texts.get(answer)
}

/** The same answer, which is now sent with these bytes. */
export function withBytes(answer: Response, sent: Uint8Array): Response {
  bytes.set(answer, sent)
  return answer
}

/** What is sent with an answer that is no stream. */
export function bytesIn(answer: Response): Uint8Array | undefined {
  return bytes.get(answer)
}
