/** What became of a mail that could not be sent, in words that hold no address and no text of a foreign server. */
import type { MailProblem } from '#db/notices/mails.server.ts'

export interface SendingProblem extends MailProblem {
  /** Trying again can help. */
  temporary: boolean
  /** What Node says of a certificate, such as `DEPTH_ZERO_SELF_SIGNED_CERT`; for the doctor. */
  certificate?: string
}

/** Reads what nodemailer throws. Whatever it does not know may be over later. */
export function problemOf(error: unknown): SendingProblem {
  const { code, command, responseCode, response, originalCode } = partsOf(error)
  const answer = answerOf(responseCode, response)
  if (code === 'EAUTH' || code === 'ENOAUTH') return { reason: 'sign-in', answer, temporary: true }
  if (responseCode !== null && responseCode >= 500) {
    // Refused when the recipient was named: this address. Refused otherwise: the mail, or us.
    const reason = command === 'RCPT TO' ? 'refused' : 'rejected'
    return { reason, answer, temporary: false }
  }
  if (responseCode !== null && responseCode >= 400) return { reason: 'deferred', answer, temporary: true }
  if (code === 'ETLS') return { reason: 'tls', answer: null, temporary: true }
  // Of a socket too, for nodemailer: a certificate that is not trusted, and a server that speaks no TLS at this port
  if (noTrust.test(originalCode)) return { reason: 'tls', answer: null, temporary: true, certificate: originalCode }
  if (code === 'ETIMEDOUT') return { reason: 'timeout', answer: null, temporary: true }
  if (code === 'EDNS') return { reason: 'unreachable', answer: null, temporary: true }
  if (code === 'ESOCKET' && command === 'CONN') return { reason: 'unreachable', answer: null, temporary: true }
  if (code === 'ECONNECTION' || code === 'ESOCKET') return { reason: 'dropped', answer: null, temporary: true }
  return { reason: 'unknown', answer: null, temporary: true }
}

const noTrust = /CERT|^UNABLE_TO_|^ERR_TLS_|^ERR_SSL_/

/** `550 5.1.1 <a@b>: no such user` → `550 5.1.1`. */
function answerOf(code: number | null, response: string): string | null {
  if (code === null) return null
  const enhanced = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  return enhanced ? `${code} ${enhanced}` : String(code)
}

function partsOf(error: unknown) {
  const read = (name: string): unknown =>
    typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined
  const [responseCode, response, originalCode] = [read('responseCode'), read('response'), read('originalCode')]
  return {
    code: read('code'),
    command: read('command'),
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    response: typeof response === 'string' ? response : '',
    originalCode: typeof originalCode === 'string' ? originalCode : '',
  }
}
