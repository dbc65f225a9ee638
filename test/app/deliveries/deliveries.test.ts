import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { expect, onTestFinished, test } from 'vitest'

import { readCase } from '#app/case-files/read-case.server.ts'
import { openMailer } from '#app/notices/mailer.server.ts'
import { askForNotices, readNoticeAddress } from '#app/notices/notice-address.server.ts'
import { isReading, openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { takeDelivery } from '#app/deliveries/take-delivery.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { tasksOf } from '#app/tasks.server.ts'
import { listAudit } from '#db/audit.server.ts'
import { runJobs } from '#db/jobs.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

async function firstDelivery(desk: Awaited<ReturnType<typeof deskOf>>) {
  const [delivery] = (await readCase(desk, desk.id)).deliveries
  if (!delivery) throw new Error('nothing was delivered')
  return delivery.line
}

test('the first reading counts, whoever of the body it is; a second officer changes nothing', async () => {
  const holder = await filedHospital(database)
  const [desk, colleague] = [await deskOf(database, holder, 'ppc'), await deskOf(database, holder, 'ppc')]
  const line = await firstDelivery(desk)
  const results = await Promise.all([openDelivery(desk, line), openDelivery(colleague, line)])
  expect(results.toSorted()).toEqual([false, true])
  expect(await openDelivery({ ...desk, now: new Date() }, await firstDelivery(desk))).toBe(false)
  expect((await firstDelivery(desk)).openedAt).toEqual(desk.now)
})

const request = (headers: Record<string, string>, method = 'GET') => new Request('http://x/desk', { headers, method })

test('a page fetched ahead of a click is nobody reading', () => {
  expect(isReading(request({}))).toBe(true)
  expect(isReading(request({ 'Sec-Purpose': 'prefetch;prerender' }))).toBe(false)
  expect(isReading(request({ Purpose: 'prefetch' }))).toBe(false)
  expect(isReading(request({}, 'HEAD'))).toBe(false)
})

test('taking a copy is a reading and an entry in the audit; another body cannot take it', async () => {
  const holder = await filedHospital(database)
  const [desk, other] = [await deskOf(database, holder, 'ppc'), await deskOf(database, holder, 'mhlw')]
  const { id } = await firstDelivery(desk)
  const taken = await takeDelivery(desk, id, 'json')
  expect(taken.projection.recipient).toBe('ppc')
  expect((await firstDelivery(desk)).openedAt).toEqual(desk.now)
  const audit = await desk.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit).toContainEqual(
    expect.objectContaining({ did: 'delivery.saved', subject: id, details: { format: 'json' } }),
  )
  await expect(takeDelivery(other, id, 'pdf')).rejects.toMatchObject({ code: 'notFound' })
})

test('only an address starts notices, an empty one ends them', async () => {
  const holder = await filedHospital(database)
  expect(await askForNotices(holder, 'not an address')).toBe(false)
  expect(await readNoticeAddress(holder)).toBeNull()
  expect(await askForNotices(holder, ' Report@Victim.example.jp ')).toBe(true)
  expect(await readNoticeAddress(holder)).toBe('Report@Victim.example.jp')
  await askForNotices(holder, '')
  expect(await readNoticeAddress(holder)).toBeNull()
})

/** A mail server on the loopback that refuses the first mails and takes the others. */
async function mailServer({ refusing }: { refusing: number }) {
  const received: { to: string[]; text: string }[] = []
  let refused = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        if (refused++ < refusing) return done(new Error('mailbox is full'))
        const { subject, text } = await PostalMime.parse(Buffer.concat(chunks))
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address), text: `${subject}\n${text}` })
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port')
  const mailer = openMailer(`smtp://127.0.0.1:${address.port}`)
  onTestFinished(async () => {
    mailer.close()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  })
  return { mailer, received, refused: () => refused }
}

test('a notice without content reaches the reporter who asked, after the mail server has failed once', async () => {
  const holder = await filedHospital(database)
  const silent = await filedHospital(database)
  await askForNotices(holder, 'home@reporter.example.jp')
  const mail = await mailServer({ refusing: 1 })
  const tasks = tasksOf({ database, mailer: mail.mailer, origin: 'https://portal.example.jp' })
  const jobs = await runJobs({ database, tasks })
  onTestFinished(() => jobs.stop())

  const [desk, other] = [await deskOf(database, holder, 'ppc'), await deskOf(database, silent, 'ppc')]
  await acknowledge(desk, desk.id, { number: '個情委-1', text: '秘密の用件' })
  await acknowledge(other, other.id, { number: '個情委-2', text: '秘密の用件' })
  await expect.poll(() => mail.received.length, { timeout: 20_000 }).toBe(1)

  expect(mail.refused()).toBe(2)
  expect(mail.received[0]?.to).toEqual(['home@reporter.example.jp'])
  expect(mail.received[0]?.text).toContain(holder.reference)
  expect(mail.received[0]?.text).not.toMatch(/秘密|個情委|個人情報保護委員会|病院|ランサム/)
  await expect.poll(async () => (await firstDelivery(desk)).deliveredAt, { timeout: 5_000 }).not.toBeNull()
})

test('without a mail server the history says that no notice was sent', async () => {
  const holder = await filedHospital(database)
  await askForNotices(holder, 'home@reporter.example.jp')
  const tasks = tasksOf({ database, mailer: null, origin: null })
  await tasks['address-notice']?.({ reportId: holder.actor.reportId })
  const audit = await holder.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit).toContainEqual(expect.objectContaining({ did: 'notice.not-sent', details: { why: 'no mail server' } }))
})
