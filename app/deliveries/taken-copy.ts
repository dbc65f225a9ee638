import { howOf } from '#db/organisations/standings.server.ts'

import type { Taken } from './take-delivery.server.ts'

/** How it was sent, for the head of a copy. */
export function sendingOf({ line, typed, standing, fit }: Taken) {
  const { reference, revisionNumber, sentAt, digest, handed } = line
  return {
    reference,
    revision: revisionNumber,
    sentAt: sentAt.toISOString(),
    digest: digest.toString('hex'),
    ...(handed ? { handed } : {}),
    ...(typed ? { typed } : {}),
    standing: standing
      ? { how: howOf(standing), since: standing.at.toISOString(), ...(fit ? { fit } : {}) }
      : { how: 'guest', since: null },
  }
}

/** For programs: how it was sent, and what, as it was sealed; the digest is of `projection`, or of it with `cover`. */
export function jsonOf(taken: Taken) {
  const { projection, changes, cover } = taken
  return { sending: sendingOf(taken), projection, changes, ...(cover ? { cover } : {}) }
}
