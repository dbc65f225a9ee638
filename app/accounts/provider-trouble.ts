import { AskFailed } from '#app/outbound/ask.server.ts'

/**
 * Why a provider's answer did not let anybody in, in a word for the log: a name of ours, or a code of the library with what
 * OAuth calls it. Nothing else of what a provider says, which may name a person.
 */
export function troubleOf(error: unknown): string {
  const codes: string[] = []
  for (let at = error; at instanceof Error && codes.length < 4; at = at.cause) {
    if (at instanceof AskFailed) return at.problem
    if ('code' in at) codes.push(wordIn(at.code))
    if ('error' in at) codes.push(wordIn(at.error))
  }
  return codes.filter(Boolean).join(' ') || 'unknown'
}

/** A value that two servers agreed upon, such as an `acr`: shown to whoever has to compare it, when it is a plain word. */
export const wordIn = (said: unknown): string =>
  typeof said === 'string' && /^[\w:/.+-]{1,100}$/.test(said) ? said : ''
