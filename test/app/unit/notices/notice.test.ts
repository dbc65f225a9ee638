import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { openMailer, type Mailer } from '#app/notices/mailer.server.ts'
import { noticeOf } from '#app/notices/notice.server.ts'

const received: { to: string[]; mail: Email }[] = []
let refusing = false
let server: SMTPServer
let mailer: Mailer

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (refusing) return done(new Error('mailbox is full'))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ to, mail: await PostalMime.parse(Buffer.concat(chunks)) })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port')
  mailer = openMailer(`smtp://127.0.0.1:${address.port}?from=madoguchi@portal.example.jp`)
})

afterAll(async () => {
  mailer.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})

test('a notice reaches the address in whole Japanese, and only that address', async () => {
  await mailer.send('report@victim.example.jp', noticeOf('ja', 'K7WF-3HXM-9P', 'https://portal.example.jp'))

  const [last] = received.slice(-1)
  expect(last?.to).toEqual(['report@victim.example.jp'])
  expect(last?.mail.from?.address).toBe('madoguchi@portal.example.jp')
  expect(last?.mail.subject).toBe('【サイバー報告窓口】報告 K7WF-3HXM-9P に新しいお知らせがあります')
  expect(last?.mail.text).toContain('https://portal.example.jp/resume')
  expect(last?.mail.text).toContain('内容は、このメールには書いていません')
  expect(last?.mail.attachments).toEqual([])
})

test('a notice in English is English throughout', () => {
  const { subject, text } = noticeOf('en', 'K7WF-3HXM-9P', null)
  expect(subject + text).toMatch(/^[\x20-\x7e\n]+$/)
})

test('a mail server that refuses is a failure that the job can try again', async () => {
  refusing = true
  await expect(mailer.send('report@victim.example.jp', noticeOf('ja', 'K7WF-3HXM-9P', null))).rejects.toThrow()
  refusing = false
})
