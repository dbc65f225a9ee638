import { contextOf, visitContext, worldContext } from '#app/context.ts'
import { networkOf } from '#app/http/network.ts'
import type { DoorArgs } from '#app/http/session.server.ts'
import { queueJob } from '#db/connections/outbox.server.ts'
import { countTry } from '#db/people/attempts.server.ts'
import { insertSignUp } from '#db/people/sign-ups.server.ts'
import { normalised } from '#forms/answers/text-like.ts'

import { letterFor, type AccountLetter } from './account-mail.server.ts'

export interface Asking {
  name: string
  mail: string
  lost: boolean
}

/** A link needs a mail server and the portal's own address; without, nobody is told that a mail was sent. */
export function sendsLinks({ context }: DoorArgs): boolean {
  const { demo, smtpUrl, origin } = context.get(worldContext).config
  return smtpUrl === null ? demo : origin !== null
}

export type AskProblem = 'missingName' | 'longName' | 'wrongMail'

export type Asked =
  | { state: 'problems'; problems: AskProblem[] }
  /** This portal sends no links. */
  | { state: 'mute' }
  | { state: 'throttled'; retryAfter: number }
  /** `shown`: in a demo without a mail server, what the mail would say. */
  | { state: 'asked'; shown: AccountLetter | null }

/**
 * Somebody wants an account, or a new way into theirs. Whether the address has one is looked up by the job that sends the
 * mail: whoever asks gets the same answer after the same work, either way.
 */
export async function askForAccount(args: DoorArgs, { name, mail: typed, lost }: Asking): Promise<Asked> {
  const { address, language, now } = args.context.get(visitContext)
  const { config } = args.context.get(worldContext)
  const mail = mailIn(typed)
  const problems = problemsOf({ name, mail, lost })
  if (!mail || problems.length > 0) return { state: 'problems', problems }
  if (!sendsLinks(args)) return { state: 'mute' }

  const worker = contextOf(args.context, { kind: 'worker' })
  const anyone = worker.db.as({ kind: 'anyone' })
  const network = `account address:${networkOf(address)}`
  const blocked = await anyone.transaction((tx) => countTry(tx, network, now, '5 minutes')) // each mail goes to somebody
  if (blocked) return { state: 'throttled', retryAfter: Math.ceil((blocked.getTime() - now.getTime()) / 1_000) }
  const isShown = config.demo && !config.smtpUrl
  const row = await worker.db.transaction(async (tx) => {
    const made = await insertSignUp(tx, { mail, name, language, lost }, now)
    if (!isShown) await queueJob(tx, 'account-mail', { row: made.row })
    return made.row
  })
  return { state: 'asked', shown: isShown ? await letterFor(worker, row) : null }
}

/** As it is compared: in small letters. Null when it can be none. */
export function mailIn(typed: string): string | null {
  const read = normalised('email', typed)
  return 'text' in read && read.text.length <= 254 ? read.text.toLowerCase() : null
}

export function nameProblem(name: string): 'missingName' | 'longName' | null {
  if (name === '') return 'missingName'
  return [...name].length > 60 ? 'longName' : null
}

function problemsOf({ name, mail, lost }: { name: string; mail: string | null; lost: boolean }): AskProblem[] {
  const problems: AskProblem[] = []
  const ofName = lost ? null : nameProblem(name)
  if (ofName) problems.push(ofName)
  if (!mail) problems.push('wrongMail')
  return problems
}
