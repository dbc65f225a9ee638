/** A real SMTP server on the loopback, whose temper a test chooses. */
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

/**
 * take: as it should. later, nobody: refuses the recipient for now, or for good. reject: refuses the mail. hang: never
 * answers. drop: takes the mail and breaks the connection before saying so, as when either side is killed.
 */
export type Temper = 'take' | 'later' | 'nobody' | 'reject' | 'hang' | 'drop'

export interface ReceivedMail {
  /** The envelope's sender. */
  from: string
  to: string[]
  mail: Email
  raw: string
}

export interface MailServer {
  url: string
  /** What arrived whole, oldest first, dropped connections included. */
  received: ReceivedMail[]
  /** How many times a recipient was named. */
  tries: () => number
  become(temper: Temper): void
}

/** `temper` is the first one; it can change. The server ends with the test, or when `atEnd` says. */
export async function openMailServer(
  temper: Temper = 'take',
  atEnd: (end: () => Promise<void>) => void = onTestFinished,
): Promise<MailServer> {
  const received: ReceivedMail[] = []
  let tries = 0
  const refusals = {
    later: [451, '4.3.0 later'],
    nobody: [550, '5.1.1 no such user'],
    reject: [554, '5.7.1 no'],
  } as const
  const refusal = (kind: keyof typeof refusals) =>
    Object.assign(new Error(refusals[kind][1]), { responseCode: refusals[kind][0] })
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo(_address, _session, done) {
      tries += 1
      if (temper === 'hang') return
      if (temper === 'later' || temper === 'nobody') return done(refusal(temper))
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (temper === 'reject') return done(refusal('reject'))
        const { mailFrom, rcptTo } = session.envelope
        const raw = Buffer.concat(chunks)
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          mail: await PostalMime.parse(raw),
          raw: raw.toString(),
        })
        if (temper === 'drop') for (const connection of server.connections) connection.close()
        else done()
      })
    },
  })
  server.on('error', () => {}) // connections that it broke itself
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port')
  atEnd(() => new Promise<void>((resolve) => server.close(() => resolve())))
  return {
    url: `smtp://127.0.0.1:${address.port}?from=madoguchi@portal.example.jp`,
    received,
    tries: () => tries,
    become: (next) => void (temper = next),
  }
}
