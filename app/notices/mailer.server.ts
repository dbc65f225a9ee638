import type { Transporter } from 'nodemailer'

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
  const options = {
    url: url.href,
    // A server that hangs must not hold a worker for the driver's default of ten minutes.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  }
  let connecting: Promise<Transporter> | undefined
  // Loaded with the first mail: most portals send none at once, and the library takes ten megabytes.
  const connect = () => (connecting ??= import('nodemailer').then(({ createTransport }) => createTransport(options)))
  return {
    async send(to, { subject, text }) {
      const transport = await connect()
      await transport.sendMail({ from, to, subject, text, disableFileAccess: true, disableUrlAccess: true })
    },
    close: () => void connecting?.then((transport) => transport.close()),
  }
}
