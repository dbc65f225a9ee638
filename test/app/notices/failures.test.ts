/** What becomes of a mail when a mail server, a mailbox or the portal itself fails. */
import { afterEach, expect, test } from 'vitest'

import { pauseAfter } from '#app/notices/back-off.ts'
import { operateNotices, readOverview } from '#app/notices/operate-notices.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { readNotices } from '#app/notices/read-notices.server.ts'
import { resumeMails, sendMail } from '#app/notices/send-mail.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import type { Context, Holder, Officer, Operator } from '#db/context.ts'
import { claimMail } from '#db/notices/mails.server.ts'
import { findNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { filedHospital } from '#test/app/case-files/desk.world.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf, operator } from '#test/support/filings.ts'
import { openMailServer, type Temper } from '#test/support/mail-server.ts'

import { doQueued, wantsNotices, workerAt, worldOf } from './notices.world.ts'

const database = await testDatabase()
const operating: Context<Operator> = { db: database.as(operator), actor: operator, now: night }
const after = (seconds: number) => new Date(night.getTime() + seconds * 1000)

afterEach(() => database.owner`delete from notice_addresses`)

async function informed() {
  const holder = await filedHospital(database)
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  return holder
}

const tell = ({ db, actor: { reportId } }: Context<Holder>) =>
  db.transaction((tx) => queueNotice(tx, { to: { reportId }, event: 'feedback' }))

async function mailIds(): Promise<string[]> {
  const rows = await database.owner<{ id: string }[]>`select id from mails order by made_at, id`
  return rows.map(({ id }) => id)
}

const form = (fields: Record<string, string>) => {
  const filled = new FormData()
  for (const [name, value] of Object.entries(fields)) filled.set(name, value)
  return filled
}

const linesOf = async (state: string) => (await readOverview(operating)).mails.find((one) => one.state === state)?.lines

test.each<[Temper, string, string | null]>([
  ['later', 'deferred', '451 4.3.0'],
  ['hang', 'timeout', null],
])(
  'a mail server that says %s is asked again after a while, and the operator sees why',
  async (temper, reason, answer) => {
    const holder = await informed()
    const server = await openMailServer(temper)
    const world = worldOf(database, server, temper === 'hang' ? 500 : undefined)
    await tell(holder)
    expect(await doQueued(database, world, night)).toEqual([`Error: a mail was not sent: ${reason}`])
    expect(await linesOf('waiting')).toEqual([
      expect.objectContaining({ tries: 1, reason, answer, nextTryAt: after(pauseAfter(1)), officer: null }),
    ])
    expect((await readNotices(holder)).state).toBe('on')

    server.become('take')
    const [id = ''] = await mailIds()
    await sendMail(workerAt(database, after(10)), { mailId: id }, world)
    await sendMail(workerAt(database, after(20)), { mailId: id }, world)
    expect(server.received).toHaveLength(1)
    expect(await linesOf('waiting')).toEqual([])
  },
)

test('after twelve tries the operator decides: once more, or no more', async () => {
  const [holder, other] = [await informed(), await filedHospital(database)]
  await wantsNotices(database, other, 'other@reporter.example.jp')
  const server = await openMailServer('later')
  const world = worldOf(database, server)
  await tell(holder)
  await tell(other)
  await doQueued(database, world, night)
  const [first = '', second = ''] = await mailIds()
  for (let tries = 2; tries <= 12; tries++) {
    for (const mailId of [first, second])
      await sendMail(workerAt(database, later(tries)), { mailId }, world).catch(() => {})
  }
  expect((await readOverview(operating)).counts).toMatchObject({ waiting: 0, failed: 2 })
  await sendMail(workerAt(database, later(20)), { mailId: first }, world)
  expect(server.tries()).toBe(24)
  const audit = await holder.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit).toContainEqual(expect.objectContaining({ did: 'notice.not-sent', details: { why: 'deferred' } }))

  server.become('take')
  expect(await operateNotices(operating, form({ do: 'give-up', mail: second }))).toBe('gaveUp')
  expect(await operateNotices(operating, form({ do: 'again', mail: second }))).toBe('nothing')
  expect(await operateNotices(operating, form({ do: 'again-all' }))).toBe('again')
  expect(await operateNotices(operating, form({ do: 'again', mail: "x' or true" }))).toBe('nothing')
  await doQueued(database, world, later(21))
  expect(server.received.map(({ to }) => to[0])).toEqual(['home@reporter.example.jp'])
})

test('a connection that breaks after the mail was taken costs one copy with the same Message-ID, and no more', async () => {
  const holder = await informed()
  const server = await openMailServer('drop')
  const world = worldOf(database, server)
  await tell(holder)
  expect(await doQueued(database, world, night)).toHaveLength(1)
  server.become('take')
  const [mailId = ''] = await mailIds()
  for (const seconds of [3, 4, 5]) await sendMail(workerAt(database, after(seconds)), { mailId }, world)
  expect(server.received).toHaveLength(2)
  const [one, two] = server.received.map(({ raw }) => /^Message-ID: .*$/m.exec(raw)?.[0])
  expect(one).toBe(two)
  expect(one).toContain(mailId)
})

test('a mail whose sender was killed is sent by another after five minutes; until then nobody else sends it', async () => {
  const holder = await informed()
  const server = await openMailServer()
  const world = worldOf(database, server)
  await tell(holder)
  await database.owner`delete from outbox where task = 'send-mail'`
  await doQueued(database, worldOf(database, null), night).catch(() => {})
  await database.owner`update mails set given_up_at = null, reason = null`
  await database.owner`delete from outbox` // the job of the killed sender is locked, and nobody has it
  const [mailId = ''] = await mailIds()
  await workerAt(database, night).db.transaction((tx) => claimMail(tx, mailId, night))

  for (const seconds of [60, 299]) {
    await resumeMails(workerAt(database, after(seconds)))
    await sendMail(workerAt(database, after(seconds)), { mailId }, world)
  }
  expect(server.received).toEqual([])
  await resumeMails(workerAt(database, after(301)))
  await doQueued(database, world, after(301))
  await resumeMails(workerAt(database, after(1000)))
  await doQueued(database, world, after(1000))
  expect(server.received).toHaveLength(1)
})

test('a mailbox that does not exist stops the notices after three mails, and its owner is told in the portal', async () => {
  const holder = await informed()
  const server = await openMailServer('nobody')
  const world = worldOf(database, server)
  for (const hours of [1, 2, 3, 4]) {
    expect((await readNotices(holder)).stoppedWhy).toBe(hours > 3 ? 'bounced' : null)
    await tell(holder)
    await doQueued(database, world, later(hours))
  }
  expect(server.tries()).toBe(3)
  const audit = await holder.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit).toContainEqual(expect.objectContaining({ did: 'notice.stopped', details: { why: 'bounced' } }))
})

test('a mail that a server refuses for what it is stops no address', async () => {
  const holder = await informed()
  const server = await openMailServer('reject')
  for (const hours of [1, 2, 3, 4]) {
    await tell(holder)
    expect(await doQueued(database, worldOf(database, server), later(hours))).toEqual([])
  }
  expect((await readNotices(holder)).state).toBe('on')
  expect(await linesOf('failed')).toEqual(
    Array(4).fill(expect.objectContaining({ reason: 'rejected', answer: '554 5.7.1' })),
  )
})

/** A report of delivery as Postfix writes it. */
test('the operator learns which officer cannot be reached, never an address, and of a reporter nothing', async () => {
  const holder = await informed()
  const actor = await officerOf(database, 'mhlw')
  const officer: Context<Officer> = { db: database.as(actor), actor, now: night }
  await wantsNotices(database, officer, 'work@mhlw.example.jp')
  const server = await openMailServer('nobody')
  for (const hours of [1, 2, 3]) {
    await tell(holder)
    await officer.db.transaction((tx) => queueNotice(tx, { to: { officerId: actor.officerId }, event: 'mention' }))
    await doQueued(database, worldOf(database, server), later(hours))
  }
  const overview = await readOverview(operating)
  expect(overview.unreachable).toEqual([{ name: actor.name, recipient: 'mhlw', stoppedAt: later(3) }])
  expect(overview.mails[0]?.lines.filter((line) => line.officer === null)).toHaveLength(3)
  expect(JSON.stringify(overview)).not.toMatch(/example\.jp|@/)
  expect(JSON.stringify(overview)).not.toContain(holder.actor.reportId)
  expect(JSON.stringify(overview)).not.toContain(holder.reference)
  const { officerId } = actor
  expect(await operating.db.transaction((tx) => findNoticeAddress(tx, { officerId }))).toBeNull()
})

test('without a mail server the operator and the history say that nothing was sent, and nothing counts as failed', async () => {
  const holder = await informed()
  await tell(holder)
  await doQueued(database, worldOf(database, null), night)
  expect((await readOverview(operating)).counts).toMatchObject({ failed: 0, waiting: 0, sent: 0, unsendable: 1 })
  expect(await linesOf('failed')).toEqual([])
  const audit = await holder.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit).toContainEqual(expect.objectContaining({ did: 'notice.not-sent', details: { why: 'no-server' } }))
})
