import { createTransport } from 'nodemailer'

import type { Notice } from './notice.server.ts'

export interface Mailer {
  send(to: string, notice: Notice): Promise<void>
  close(): void
}

/**
 * A mailer for an SMTP address such as smtps://user:password@mail.example.jp?from=madoguchi@example.jp.
 * Without `from` mails come from no-reply at the mail server's own name.
 */
export function openMailer(smtpUrl: string): Mailer {
  const url = new URL(smtpUrl)
  const from = url.searchParams.get('from') ?? `no-reply@${url.hostname}`
  url.searchParams.delete('from')
  const transport = createTransport({
    url: url.href,
    // A server that hangs must not hold a worker for the driver's default of ten minutes.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return {
    async send(to, { subject, text }) {
      await transport.sendMail({ from, to, subject, text, disableFileAccess: true, disableUrlAccess: true })
    },
    close: () => transport.close(),
  }
}
