import type { Transporter } from 'nodemailer'

import { languages, type Language } from '#app/i18n/language.ts'

import type { MailText } from './mail-text.server.ts'

/** One mail as it goes out. Sent twice it is the same mail: its id and its date do not change. */
export interface OutgoingMail extends MailText {
  id: string
  to: string
  date: Date
  /** Null: written in all of ours. */
  language: Language | null
  /** Signed, for the address that bounces come back to. */
  bounceToken: string
  /** Where a mail program stops these mails with one click (RFC 8058); null when the portal's own address is not known. */
  stopUrl: string | null
}

export interface Mailer {
  /** Throws whatever the mail server or the network said; see mail-problem.ts. */
  send(mail: OutgoingMail): Promise<void>
  /** Does the server answer, and take our sign-in? */
  check(): Promise<void>
  close(): void
}

export interface MailerOptions {
  /** `bounces@portal.example.jp`: each mail is sent from `bounces+<token>@portal.example.jp`. */
  bounceAddress?: string | null
  /** Milliseconds; a server that hangs must not hold a worker for the driver's default of ten minutes. */
  patience?: number
}

/**
 * A mailer for an SMTP address such as smtps://user:password@mail.example.jp?from=madoguchi@example.jp.
 * Without `from` mails come from no-reply at the mail server's own name.
 */
export function openMailer(smtpUrl: string, { bounceAddress = null, patience = 20_000 }: MailerOptions = {}): Mailer {
  const url = new URL(smtpUrl)
  const from = senderOf(smtpUrl)
  url.searchParams.delete('from')
  const options = {
    url: url.href,
    connectionTimeout: patience / 2,
    greetingTimeout: patience / 2,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  let connecting: Promise<Transporter> | undefined
  // Loaded with the first mail: most portals send none at once, and the library takes ten megabytes.
  const connect = () => (connecting ??= import('nodemailer').then(({ createTransport }) => createTransport(options)))
  return {
    async send(mail) {
      const { to, date, subject, text, html, sender } = mail
      const envelope = { from: returnPath(bounceAddress, mail.bounceToken) ?? from, to }
      await (
        await connect()
      ).sendMail({
        from: { name: sender, address: from },
        to,
        envelope,
        date,
        subject,
        text,
        html,
        messageId: `<${mail.id}@${from.split('@')[1]}>`,
        headers: headersOf(mail),
      })
    },
    check: async () => void (await (await connect()).verify()),
    close: () => void connecting?.then((transport) => transport.close()),
  }
}

/** The address that mails come from. */
export function senderOf(smtpUrl: string): string {
  const { searchParams, hostname } = new URL(smtpUrl)
  return searchParams.get('from') ?? `no-reply@${hostname}`
}

/** No machine is to answer (RFC 3834); programs offer to stop them, with one click where they can. */
function headersOf({ language, stopUrl }: OutgoingMail): Record<string, string> {
  return {
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'All',
    'Content-Language': language ?? languages.join(', '),
    ...(stopUrl ? { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  }
}

/** Variable envelope return path: the bounce itself names the mail. */
function returnPath(bounceAddress: string | null, token: string): string | null {
  return bounceAddress && bounceAddress.replace('@', `+${token}@`)
}
