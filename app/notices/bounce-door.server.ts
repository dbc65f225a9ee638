/**
 * A door for mails that come back, beside `madoguchi bounce`: the mail server hands them over by LMTP or SMTP. It takes
 * nothing but what is addressed to a mail of ours, and stands on the loopback only, as it asks nobody who they are.
 */
import { buffer } from 'node:stream/consumers'
import type { SMTPServer, SMTPServerAddress, SMTPServerOptions } from 'smtp-server'

import type { Context, Worker } from '#db/context.ts'

import { takeBounce } from './bounce.server.ts'
import { readBounceToken, type Sign } from './tokens.ts'

export interface BounceDoor {
  /** The one it listens on, also where 0 was asked for. */
  port: number
  close(): Promise<void>
}

export interface BounceDoorOptions {
  /** Such as lmtp://127.0.0.1:2424, or smtp:// */
  url: string
  sign: Sign
  /** The worker's, of this moment. */
  context: () => Context<Worker>
  onFault: (fault: unknown) => void
}

const largest = 10_000_000 // bytes
const patience = 30_000 // ms

/** Opens it. A database that does not answer is told to the mail server, which then keeps the mail and tries again. */
export async function openBounceDoor({ url, sign, context, onFault }: BounceDoorOptions): Promise<BounceDoor> {
  const { protocol, hostname, port } = new URL(url)
  const { SMTPServer } = await import('smtp-server') // only for those who open the door
  const server = new SMTPServer({
    ...manners,
    lmtp: protocol === 'lmtp:',
    onRcptTo({ address }, { envelope }, done) {
      if (!isOurs(address, sign)) return done(refusal(550, '5.1.1 no mail of this portal came back to here'))
      done(envelope.rcptTo.length > 0 ? refusal(452, '4.5.3 one recipient at a time') : null)
    },
    onData(stream, { envelope }, done) {
      take(stream, envelope.rcptTo).then(() => done(), done)
    },
  })
  server.on('error', onFault)

  async function take(stream: Parameters<NonNullable<SMTPServerOptions['onData']>>[0], to: SMTPServerAddress[]) {
    const message = await buffer(stream)
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 too large')
    try {
      await takeBounce(context(), message, { arrivedAt: to[0]?.address ?? null, sign })
    } catch (fault) {
      onFault(fault)
      throw refusal(451, '4.3.0 try again later')
    }
  }
  await listening(server, Number(port), hostname.replace(/^\[|\]$/g, ''))
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address ? address.port : Number(port),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** No sign-in and no encryption on the loopback; few connections, so that a mail server in a loop holds nothing up. */
const manners: SMTPServerOptions = {
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  hideSize: false,
  size: largest,
  maxClients: 20,
  socketTimeout: patience,
  closeTimeout: 1_000,
  logger: false,
}

function isOurs(address: string, sign: Sign): boolean {
  const [, token = ''] = /\+([0-9a-f]{48})@/i.exec(address) ?? []
  return readBounceToken(sign, token) !== null
}

const refusal = (responseCode: number, said: string) => Object.assign(new Error(said), { responseCode })

function listening(server: SMTPServer, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
