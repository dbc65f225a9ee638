import PostalMime, { type Attachment } from 'postal-mime'

import type { Context, Worker } from '#db/context.ts'
import { markMailBounced } from '#db/notices/mails.server.ts'

import { stopIfDead } from './send-mail.server.ts'
import { readBounceToken, type Sign } from './tokens.ts'

export type BounceResult =
  /** Written down; the address is stopped now, or not yet. */
  | 'recorded'
  | 'stopped'
  /** A delay, an answer to a holiday, or what is no report of delivery at all. */
  | 'no-failure'
  /** No address of ours among the recipients, or one that we did not sign, or a mail that is gone. */
  | 'not-ours'

/**
 * Takes in a message that came back to an address of a mail of ours (RFC 3464). `arrivedAt` is where it came to, if the
 * mail server says so; otherwise its own headers are read.
 */
export async function takeBounce(
  { db, now }: Context<Worker>,
  message: Uint8Array,
  { arrivedAt, sign }: { arrivedAt: string | null; sign: Sign },
): Promise<BounceResult> {
  const mail = await PostalMime.parse(message, { attachmentEncoding: 'arraybuffer', maxNestingDepth: 20 })
  const addresses = [arrivedAt ?? '', ...mail.headers.filter(({ key }) => tells.has(key)).map(({ value }) => value)]
  const mailId = firstToken(addresses.join('\n'), sign)
  if (mailId === null) return 'not-ours'
  const status = permanentFailure(mail.attachments)
  if (status === null) return 'no-failure'

  return db.transaction(async (tx) => {
    const addressId = await markMailBounced(tx, mailId, { answer: status, now })
    if (addressId === null) return 'not-ours'
    return (await stopIfDead(tx, { mailId, addressId, now })) ? 'stopped' : 'recorded'
  })
}

/** Where mail servers write the address that a message came to. */
const tells = new Set(['to', 'delivered-to', 'x-original-to', 'envelope-to'])

function firstToken(text: string, sign: Sign): string | null {
  const tokens = [...text.matchAll(/\+([0-9a-f]{48})@/gi)].map(([, token = '']) => readBounceToken(sign, token))
  return tokens.find((id) => id !== null) ?? null
}

/** The status of the recipient that failed for good, such as 5.1.1. We send each mail to one recipient. */
function permanentFailure(parts: readonly Attachment[]): string | null {
  const report = parts.find(({ mimeType }) => mimeType.toLowerCase() === 'message/delivery-status')
  if (!report) return null
  const fields = typeof report.content === 'string' ? report.content : new TextDecoder().decode(report.content)
  const [, action] = /^action:\s*([a-z]+)/im.exec(fields) ?? []
  const [, status = null] = /^status:\s*(\d\.\d{1,3}\.\d{1,3})/im.exec(fields) ?? []
  return action?.toLowerCase() === 'failed' && status?.startsWith('5.') ? status : null
}
