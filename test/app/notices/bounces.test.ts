/** Mails that come back: by the command's pipe, and through the door for the mail server. */
import { createTransport } from 'nodemailer'
import { afterEach, expect, onTestFinished, test } from 'vitest'

import { openBounceDoor } from '#app/notices/bounce-door.server.ts'
import { takeBounce } from '#app/notices/bounce.server.ts'
import { askForNotices } from '#app/notices/notice-address.server.ts'
import { readOverview } from '#app/notices/operate-notices.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { readNotices } from '#app/notices/read-notices.server.ts'
import { bounceToken } from '#app/notices/tokens.ts'
import type { Context, Holder } from '#db/context.ts'
import { filedHospital } from '#test/app/case-files/desk.world.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { operator } from '#test/support/filings.ts'
import { openMailServer } from '#test/support/mail-server.ts'

import { bounceAddress, doQueued, wantsNotices, workerAt, worldOf } from './notices.world.ts'

const database = await testDatabase()

afterEach(() => database.owner`delete from notice_addresses`)

async function informed() {
  const holder = await filedHospital(database)
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  return holder
}

const tell = ({ db, actor: { reportId } }: Context<Holder>) =>
  db.transaction((tx) => queueNotice(tx, { to: { reportId }, event: 'feedback' }))

async function bounced() {
  const { mails } = await readOverview({ db: database.as(operator), actor: operator, now: night })
  return mails.find(({ state }) => state === 'bounced')?.lines
}

const reportTo = (address: string, { action = 'failed', status = '5.1.1' } = {}) =>
  Buffer.from(
    `Return-Path: <>
From: MAILER-DAEMON@mail.example.jp (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${address}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

<home@reporter.example.jp>: host mx.example.jp said: 550 5.1.1 No such user

--b
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.jp
Arrival-Date: Sun,  1 Nov 2026 09:30:00 +0900 (JST)

Final-Recipient: rfc822; home@reporter.example.jp
Original-Recipient: rfc822;home@reporter.example.jp
Action: ${action}
Status: ${status}
Diagnostic-Code: smtp; 550 5.1.1 No such user

--b
Content-Type: message/rfc822

Subject: x

x
--b--
`.replaceAll('\n', '\r\n'),
  )

test('mails that come back stop the address after three; a delay, a holiday and a made-up one do not', async () => {
  const holder = await informed()
  const server = await openMailServer()
  const world = worldOf(database, server)
  const { sign } = world
  const worker = workerAt(database, later(9))
  const taken = (message: Buffer, arrivedAt: string | null = null) => takeBounce(worker, message, { arrivedAt, sign })
  for (const hours of [1, 2, 3]) {
    await tell(holder)
    await doQueued(database, world, later(hours))
  }
  const [one = '', two = '', three = ''] = server.received.map(({ from }) => from)
  expect(await taken(reportTo(one, { action: 'delayed', status: '4.4.1' }))).toBe('no-failure')
  expect(await taken(Buffer.from(`To: ${one}\r\nSubject: On holiday\r\n\r\nback on Monday`))).toBe('no-failure')
  expect(await taken(reportTo(one.replace(/.@/, (last) => (last === '0@' ? '1@' : '0@'))))).toBe('not-ours')
  expect(await taken(reportTo(bounceAddress))).toBe('not-ours')
  expect(await taken(reportTo(`bounces+${bounceToken(sign, holder.actor.reportId)}@portal.example.jp`))).toBe(
    'not-ours',
  )
  expect(await taken(Buffer.from([0, 255, 10, 13]))).toBe('not-ours')

  expect(await taken(reportTo(one))).toBe('recorded')
  expect(await taken(reportTo(one))).toBe('not-ours')
  expect(await taken(reportTo(two.toUpperCase()))).toBe('recorded')
  expect((await readNotices(holder)).state).toBe('on')
  expect(await taken(reportTo('undisclosed'), three)).toBe('stopped')
  expect(await readNotices(holder)).toMatchObject({ state: 'stopped', stoppedWhy: 'bounced' })
  expect(await bounced()).toHaveLength(3)
  await tell(holder)
  await doQueued(database, world, later(9))
  expect(server.received, 'nothing more goes there').toHaveLength(3)

  await askForNotices({ ...holder, now: later(10) }, 'new@reporter.example.jp', 'ja')
  expect(await readNotices(holder)).toMatchObject({ state: 'waiting', stoppedWhy: null })
  expect(await taken(reportTo(three))).toBe('not-ours')
})

test('three that come back stop the address when they are the last three, and no others', async () => {
  const holder = await informed()
  const server = await openMailServer()
  const world = worldOf(database, server)
  const worker = workerAt(database, later(9))
  for (const hours of [1, 2, 3, 4, 5]) {
    await tell(holder)
    await doQueued(database, world, later(hours))
  }
  const comesBack = (mail: number) =>
    takeBounce(worker, reportTo(server.received[mail]?.from ?? ''), { arrivedAt: null, sign: world.sign })
  for (const mail of [0, 2, 3]) expect(await comesBack(mail)).toBe('recorded')
  expect((await readNotices(holder)).state, 'the fifth has not come back').toBe('on')
  expect(await comesBack(4)).toBe('stopped')
})

test.each(['lmtp', 'smtp'])(
  'the mail server hands over by %s what came back, and nothing else is taken',
  async (kind) => {
    const holder = await informed()
    const server = await openMailServer()
    const world = worldOf(database, server)
    const faults: unknown[] = []
    let lost = false
    const context = () => {
      if (lost) throw new Error('the database is gone')
      return workerAt(database, later(9))
    }
    const onFault = (fault: unknown) => void faults.push(fault)
    const door = await openBounceDoor({ url: `${kind}://127.0.0.1:0`, sign: world.sign, context, onFault })
    onTestFinished(() => door.close())
    const lmtp = kind === 'lmtp'
    const client = createTransport({ host: '127.0.0.1', port: door.port, lmtp, ignoreTLS: true })
    const hand = (to: string | string[], raw: Buffer) =>
      client.sendMail({ envelope: { from: '', to }, raw }).then(
        ({ rejectedErrors: [refused] = [] }) => refused?.responseCode ?? 'taken',
        (refused: { responseCode?: number }) => refused.responseCode,
      )

    for (const hours of [1, 2, 3]) {
      await tell(holder)
      await doQueued(database, world, later(hours))
    }
    const [one = '', two = '', three = ''] = server.received.map(({ from }) => from)
    expect(await hand('somebody@portal.example.jp', reportTo('somebody@portal.example.jp'))).toBe(550)
    expect(await hand(bounceAddress, reportTo(bounceAddress))).toBe(550)
    lost = true
    expect(await hand(one, reportTo(one))).toBe(451)
    expect(faults).toHaveLength(1)
    lost = false
    expect(await hand([one, two], reportTo(one)), 'the second one is tried again').toBe(452)
    expect(await hand(two, Buffer.concat([reportTo(two), Buffer.alloc(10_000_001, 'x\r\n')]))).toBe(552)
    expect(await bounced()).toHaveLength(1)
    for (const token of [two, three]) expect(await hand(token, reportTo('undisclosed'))).toBe('taken')
    expect(await readNotices(holder)).toMatchObject({ state: 'stopped', stoppedWhy: 'bounced' })
  },
)
