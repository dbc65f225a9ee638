import { expect, onTestFinished, test } from 'vitest'

import { assignCase } from '#app/case-files/acts/claim.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { answerInWords, tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { findArrivals, makeDigests } from '#app/notices/address-notice.server.ts'
import {
  askForNotices,
  chooseNotices,
  confirmNotices,
  endNotices,
  sendCodeAgain,
} from '#app/notices/notice-address.server.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { readNotices } from '#app/notices/read-notices.server.ts'
import { findReminders } from '#app/notices/remind.server.ts'
import { stopNotices } from '#app/notices/stop-notices.server.ts'
import { tasksOf } from '#app/tasks.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { listOpenQuestions } from '#db/case-files/feedback.server.ts'
import { runJobs } from '#db/connections/jobs.server.ts'
import type { Context, Holder } from '#db/context.ts'
import { byteFolder } from '#db/files/byte-folder.server.ts'
import { listClocks } from '#db/reports/clocks.server.ts'
import { setReminders } from '#db/reports/reminders.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'
import { openMailServer } from '#test/support/mail-server.ts'

import { doQueued, wantsNotices, workerAt, worldOf } from './notices.world.ts'

const database = await testDatabase()
/** The mark of a mail is five letters by chance, which spell PPC once in thousands. */
const content = /秘密|個情委|委員会|警察|病院|ランサム|hospital|(?<![a-z0-9])ppc(?![a-z0-9])/i

const queue = (context: Context<Holder>, key?: string) =>
  context.db.transaction((tx) =>
    queueNotice(tx, { to: { reportId: context.actor.reportId }, event: 'feedback', ...(key ? { key } : {}) }),
  )

async function officer(recipient = 'ppc', prefecture: string | null = null) {
  const actor = await officerOf(database, recipient, prefecture)
  return { db: database.as(actor), actor, now: night }
}

test('an address gets one mail with a code, and nothing else before the code came back', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  const world = worldOf(database, server)
  expect(await askForNotices(holder, 'not an address', 'ja')).toBe('wrong')
  expect(await askForNotices(holder, ' Home@reporter.example.jp ', 'ja')).toBeNull()
  await queue(holder)
  await doQueued(database, world, night)

  expect(server.received.map(({ to, mail }) => [to, mail.subject])).toEqual([
    [['Home@reporter.example.jp'], '【サイバー被害報告窓口】メールアドレスの確認番号'],
  ])
  const code = /^ {4}(\d{3} \d{3})$/m.exec(server.received[0]?.mail.text ?? '')?.[1] ?? ''
  expect(await confirmNotices(holder, '000 000')).toBe('codeWrong')
  expect((await readNotices(holder)).state).toBe('waiting')
  expect(await confirmNotices(holder, code)).toBeNull()
  expect(await readNotices(holder)).toMatchObject({ state: 'on', address: 'Home@reporter.example.jp' })

  await queue(holder)
  await doQueued(database, world, night)
  expect(server.received.map(({ mail }) => mail.subject).slice(1)).toEqual([
    '【サイバー被害報告窓口】新しいお知らせがあります',
  ])
})

test('a code cannot be guessed, is good for a day, and fills no strange mailbox', async () => {
  const holder = await filedHospital(database)
  await askForNotices(holder, 'a@reporter.example.jp', 'ja')
  const atOnce = await Promise.all(Array.from({ length: 24 }, (_, guess) => confirmNotices(holder, `${guess}`)))
  expect(atOnce.filter((answer) => answer === 'codeWrong')).toHaveLength(5)
  expect(await confirmNotices(holder, '6')).toBe('codeTries')
  for (const again of [null, null, null, null, 'tooOften']) expect(await sendCodeAgain(holder)).toBe(again)
  expect(await askForNotices(holder, 'b@reporter.example.jp', 'ja')).toBe('tooOften')
  await endNotices(holder)
  expect(await askForNotices(holder, 'b@reporter.example.jp', 'ja')).toBe('tooOften')

  const tomorrow = { ...holder, now: later(25) }
  expect(await askForNotices(tomorrow, 'b@reporter.example.jp', 'ja')).toBeNull()
  expect(await confirmNotices({ ...holder, now: later(50) }, '1')).toBe('codeOld')
})

test('a mail says that there is news, and nothing of the report, not even its reference', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  const desk = await deskOf(database, holder, 'ppc')
  await acknowledge(desk, desk.id, { number: '個情委-1', text: '秘密の用件' })
  await doQueued(database, worldOf(database, server), night)

  const [sent] = server.received
  if (!sent) throw new Error('nothing was sent')
  const said = `${sent.mail.subject} ${sent.mail.text} ${sent.mail.html}`
  expect(said).not.toMatch(content)
  for (const part of [holder.reference, holder.actor.reportId, desk.id]) expect(sent.raw + said).not.toContain(part)
  expect(said).not.toMatch(/<img|https?:\/\/(?!portal\.example\.jp\/(resume|notices\/stop\/))/)
  expect(sent.mail.text).toContain((await readNotices(holder)).mark)
  expect(sent.mail.html).toContain((await readNotices(holder)).mark)

  expect(sent.raw).toContain('multipart/alternative')
  expect(sent.from).toMatch(/^bounces\+[0-9a-f]{48}@portal\.example\.jp$/)
  expect(sent.mail.from).toEqual({ name: 'サイバー被害報告窓口', address: 'madoguchi@portal.example.jp' })
  expect(sent.mail.messageId).toMatch(/^<[0-9a-f-]{36}@portal\.example\.jp>$/)
  expect(new Date(sent.mail.date ?? '')).toEqual(night)
  const headers = Object.fromEntries(sent.mail.headers.map(({ key, value }) => [key, value]))
  expect(headers).toMatchObject({
    'auto-submitted': 'auto-generated',
    'content-language': 'ja',
    'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    'list-unsubscribe': expect.stringMatching(/^<https:\/\/portal\.example\.jp\/notices\/stop\/[0-9a-f]{48}>$/),
  })
})

test('one event is one mail, however often it is queued or its job is done again', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  const world = worldOf(database, server)
  for (const key of ['a', 'a', 'b']) await queue(holder, key)
  await doQueued(database, world, night)
  await queue(holder, 'a')
  await doQueued(database, world, later(1))
  expect(server.received).toHaveLength(2)
})

test('once a day there is one mail with everything, at the chosen hour in Japan; off means none', async () => {
  const [holder, silent] = [await filedHospital(database), await filedHospital(database)]
  const server = await openMailServer()
  const world = worldOf(database, server)
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  await wantsNotices(database, silent, 'silent@reporter.example.jp')
  await chooseNotices(holder, { frequency: 'daily', dailyHour: 18, arrivals: false })
  await chooseNotices(silent, { frequency: 'off', dailyHour: 18, arrivals: false })
  for (const context of [holder, holder, silent]) await queue(context)
  await doQueued(database, world, night) // 9:30 in Japan

  await makeDigests(workerAt(database, later(8.4)))
  await doQueued(database, world, later(8.4))
  expect(server.received).toEqual([])
  await makeDigests(workerAt(database, later(8.5)))
  await makeDigests(workerAt(database, later(8.6)))
  await doQueued(database, world, later(8.6))
  expect(server.received.map(({ to, mail }) => [to[0], mail.subject])).toEqual([
    ['home@reporter.example.jp', '【サイバー被害報告窓口】お知らせが2件あります'],
  ])
  expect(server.received[0]?.mail.text).toContain('- 提出先からのお知らせ：2件')
  await wantsNotices(database, holder, 'new@reporter.example.jp')
  expect((await readNotices(holder)).wishes).toMatchObject({ frequency: 'daily', dailyHour: 18 })
})

test('a reminder of a deadline says neither which nor whose', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  const clocks = await holder.db.transaction((tx) => listClocks(tx, holder.actor.reportId))
  const final = clocks.find(({ recipient, report }) => recipient === 'ppc' && report === 'final')
  await holder.db.transaction((tx) =>
    setReminders(tx, holder.actor.reportId, [{ recipient: 'ppc', clock: final?.clock ?? '', daysBefore: 3 }]),
  )
  const due = final?.cautiousAt ?? final?.dueAt ?? night
  const ahead = new Date(due.getTime() - 60 * 3_600_000)
  for (const minutes of [0, 5]) await findReminders(workerAt(database, new Date(ahead.getTime() + minutes * 60_000)))
  await doQueued(database, worldOf(database, server), ahead)
  expect(server.received.map(({ mail }) => mail.subject)).toEqual(['【サイバー被害報告窓口】期限が近づいています'])
  expect(`${server.received[0]?.mail.text}${server.received[0]?.mail.html}`).not.toMatch(content)
  const audit = await holder.db.transaction((tx) => listAudit(tx, holder.actor.reportId))
  expect(audit.map(({ did }) => did)).toContain('reminder.sent')
})

test('officers hear of what is for them, of what arrives at their desk, and of nothing that is for others', async () => {
  const server = await openMailServer()
  const world = worldOf(database, server)
  const [one, colleague, elsewhere] = [await officer('mhlw'), await officer('mhlw'), await officer('nco')]
  await wantsNotices(database, one, 'one@mhlw.example.jp')
  await wantsNotices(database, colleague, 'colleague@mhlw.example.jp')
  await wantsNotices(database, elsewhere, 'elsewhere@nco.example.jp')
  await chooseNotices(colleague, { frequency: 'at-once', dailyHour: 9, arrivals: false })
  await one.db.transaction(async (tx) => {
    await queueNotice(tx, { to: { officerId: colleague.actor.officerId }, event: 'mention' })
    await queueNotice(tx, { to: { recipient: 'mhlw' }, event: 'escalation' })
  })
  const boss = await deskOf(database, await filedHospital(database), 'mhlw')
  await assignCase(boss, boss.id, one.actor.officerId)
  await assignCase(boss, boss.id, boss.actor.officerId)
  await doQueued(database, world, night)
  const told = () => server.received.map(({ to, mail }) => `${to[0]} ${mail.subject?.split('】')[1]}`).toSorted()
  expect(told()).toEqual([
    'colleague@mhlw.example.jp 同僚からあなたへの書き込みがあります',
    'colleague@mhlw.example.jp 至急ご確認いただきたいものがあります',
    'one@mhlw.example.jp 新しくあなたの担当になった事案があります',
    'one@mhlw.example.jp 至急ご確認いただきたいものがあります',
  ])

  server.received.length = 0
  await filedHospital(database) // at the same moment as they confirmed
  await database.owner`update notice_addresses set arrivals_told = arrivals_told - interval '1 minute' where arrivals_told is not null`
  for (const hours of [1, 2]) await findArrivals(workerAt(database, later(hours)))
  await doQueued(database, world, later(2))
  const arrived = '新しく届いたものがあります'
  expect(told()).toEqual([`elsewhere@nco.example.jp ${arrived}`, `one@mhlw.example.jp ${arrived}`].toSorted())
})

test('an answer is told once, to whoever asked and whoever has the case; with nobody there, to those who hear of arrivals', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  const world = worldOf(database, server)
  const [asker, owner, others] = await Promise.all([1, 2, 3].map(() => deskOf(database, holder, 'ppc')))
  if (!asker || !owner || !others) throw new Error('nobody sits at the desk')
  for (const [desk, name] of [
    [asker, 'asker'],
    [owner, 'owner'],
    [others, 'others'],
  ] as const) {
    await wantsNotices(database, desk, `${name}@ppc.example.jp`)
    await chooseNotices(desk, { frequency: 'at-once', dailyHour: 9, arrivals: desk !== asker })
  }
  const told = async () => {
    server.received.length = 0
    await doQueued(database, world, night)
    const lines = server.received.map(({ to, mail }) => `${to[0]?.split('@')[0]} ${mail.subject?.split('】')[1]}`)
    return lines.filter((line) => !line.includes('新しいお知らせ')).toSorted()
  }
  await tellRecipient(holder, 'ppc', '秘密の用件です')
  expect(await told()).toEqual(['others 報告者からの連絡が届いています', 'owner 報告者からの連絡が届いています'])

  await assignCase(owner, owner.id, owner.actor.officerId)
  await ask(asker, asker.id, { items: [], text: '連絡のつく時間は？', due: null })
  const [open] = await holder.db.transaction((tx) => listOpenQuestions(tx, holder.actor.reportId))
  await answerInWords(holder, open?.id ?? '', '夕方です')
  expect(await told()).toEqual(['asker 照会への回答が届いています', 'owner 照会への回答が届いています'])

  await ask(asker, asker.id, { items: ['incident-summary'], text: '詳しく教えてください', due: null })
  const answers = { 'incident-summary': '電子カルテが使えません。復旧を進めています。' }
  await answerItems(holder, { key: 'b'.repeat(32), answers, consents: [], unchanged: '' })
  expect(await told(), 'whoever hears of arrivals hears of the revision').toEqual(['asker 照会への回答が届いています'])
})

test('the link in a mail stops the mails to that address only, and says nothing about any other', async () => {
  const holder = await filedHospital(database)
  const server = await openMailServer()
  const world = worldOf(database, server)
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  await queue(holder)
  await doQueued(database, world, night)
  const link = server.received[0]?.mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
  const token = link.slice(-49, -1)
  const worker = workerAt(database, later(1))
  expect(
    await stopNotices(
      worker,
      token.replace(/^./, (first) => (first === '0' ? '1' : '0')),
      world.sign,
    ),
  ).toBe(false)

  expect(await stopNotices(worker, token, world.sign)).toBe(true)
  expect(await stopNotices(worker, token, world.sign)).toBe(true)
  expect(await readNotices(holder)).toMatchObject({ state: 'stopped', stoppedWhy: 'unsubscribed' })
  await queue(holder)
  await doQueued(database, world, later(1))
  expect(server.received).toHaveLength(1)

  await chooseNotices(holder, { frequency: 'at-once', dailyHour: 9, arrivals: false })
  expect((await readNotices(holder)).state).toBe('on')
  await askForNotices(holder, 'new@reporter.example.jp', 'ja')
  expect(await stopNotices(worker, token, world.sign)).toBe(true)
  expect((await readNotices(holder)).stoppedWhy).toBeNull()
})

test('the jobs do all of it by themselves, again after the mail server has failed, and no filing waits', async () => {
  const holder = await filedHospital(database)
  await wantsNotices(database, holder, 'home@reporter.example.jp')
  const server = await openMailServer('later')
  const { mailer } = worldOf(database, server)
  const jobs = await runJobs({
    database,
    tasks: tasksOf({
      database,
      mailer,
      origin: null,
      now: () => new Date(),
      shelf: { store: byteFolder('.tmp/files', 0) },
    }),
  })
  onTestFinished(() => jobs.stop())
  const desk = await deskOf(database, holder, 'ppc')
  await acknowledge(desk, desk.id, { number: '', text: '' })
  await expect.poll(server.tries).toBe(1)
  server.become('take')
  await expect.poll(() => server.received.length).toBe(1)
  expect(server.received[0]?.mail.headers.some(({ key }) => key === 'list-unsubscribe')).toBe(false)
})
