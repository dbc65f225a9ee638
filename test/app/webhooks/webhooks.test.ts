/** Programs of a body are told what happens there: once, in order, and whatever fails on the way. */
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { compactDecrypt } from 'jose'
import { afterEach, expect, test } from 'vitest'

import { openDelivery } from '#app/deliveries/open-delivery.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { answerInWords, tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { actOnWebhook, makeWebhook, rotateSecrets, saveWebhook } from '#app/webhooks/arrange.server.ts'
import { webhookEvents } from '#app/webhooks/events.ts'
import { readWebhook } from '#app/webhooks/read.server.ts'
import type { Context, Member, Officer } from '#db/context.ts'
import { listWebhooks } from '#db/programs/webhooks.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { later, night, save, send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { officerOf } from '#test/support/filings.ts'

import { isGenuine, openReceiver } from './receiver.ts'
import { administratorOf, endpoint, forget, lookOf, memberOf, place } from './webhooks.world.ts'

const database = await testDatabase()
const look = lookOf(database)
const seconds = (count: number) => new Date(night.getTime() + count * 1_000)

afterEach(() => forget(database))

const administrator = (recipient: string, now = night) => administratorOf(database, recipient, now)

async function asked(desk: Desk): Promise<string> {
  await ask(desk, desk.id, { items: [], text: 'いつ気づきましたか', due: null })
  const [question] = await database.owner<{ id: string }[]>`
    select id from feedback where case_file_id = ${desk.id} and kind = 'question' order by id desc`
  return question?.id ?? ''
}

test('a body hears of a report, its follow-up, answers, messages and the end, each once, signed, and without content', async () => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver()
  const { shared } = await endpoint(body, receiver.url)
  const holder = await filedHospital(database)
  await look(seconds(1))
  await look(seconds(2))
  await save({ ...holder, now: seconds(3) }, { 'incident-summary': '電子カルテは復旧した' })
  await send({ ...holder, now: seconds(3) }, 1)
  const desk = await deskOf(database, holder, 'jpcert')
  const question = await asked({ ...desk, now: seconds(3) })
  await answerInWords({ ...holder, now: seconds(4) }, question, '夜の10時です')
  await tellRecipient({ ...holder, now: seconds(4) }, 'jpcert', '明日また連絡します')
  await look(seconds(5))
  await withdrawReport({ ...holder, now: seconds(6) }, { message: '誤報でした', plain: '' })
  await look(seconds(7))
  await look(seconds(300), { sweep: true })

  const told = receiver.received.map(({ event }) => event.type)
  expect(told.toSorted()).toEqual([
    'delivery.received',
    'message.received',
    'message.received',
    'question.answered',
    'report.withdrawn',
    'revision.received',
  ])
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(told.length)
  expect(receiver.received.every((one) => isGenuine(one, shared))).toBe(true)
  const [first] = receiver.received
  expect(first?.event).toEqual({
    type: 'delivery.received',
    timestamp: night.toISOString(),
    data: expect.objectContaining({
      recipient: 'jpcert',
      reference: holder.reference,
      caseFileId: desk.id,
      revision: 1,
    }),
  })
  const everything = receiver.received.map((one) => one.body).join()
  for (const word of ['病院', '電子カルテ', '夜の10時', '誤報']) expect(everything).not.toContain(word)
})

test('other bodies, and what happened before, are not told', async () => {
  await filedHospital(database)
  const receiver = await openReceiver()
  await endpoint(await administrator('ipa', later(1)), receiver.url)
  await look(later(1), { sweep: true })
  await database.owner`update webhook_endpoints set since = ${night}, recipient = 'mofa'`
  await look(later(1), { sweep: true })
  expect(receiver.received).toEqual([])
})

test('whatever committed late is found by the sweep, and what was told is not told again', async () => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver()
  await endpoint(body, receiver.url)
  await filedHospital(database)
  await look(seconds(1_000))
  expect(receiver.received).toEqual([])
  await look(seconds(1_001), { sweep: true })
  await look(seconds(1_002), { sweep: true })
  expect(receiver.received).toHaveLength(1)
})

test('a failed message keeps its id, waits longer and longer, and is a dead letter after three days that can be sent again', async () => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver({ status: 500 })
  const { id } = await endpoint(body, receiver.url)
  await filedHospital(database)
  await look(seconds(1))
  await look(seconds(3))
  expect(receiver.received).toHaveLength(1)
  for (let hour = 0; hour < 90; hour += 1) {
    await look(later(hour + 0.05))
    await look(later(hour + 0.5))
  }
  const { failed, webhook } = await readWebhook({ ...body, now: later(90) }, id)
  expect(failed).toEqual([expect.objectContaining({ state: 'failed', problem: 'fault', status: 500, tries: 11 })])
  expect(webhook).toMatchObject({ state: 'failing', counts: { arrived: 0, waiting: 0, failed: 1 } })

  const moved = await openReceiver()
  const wish = { url: moved.url, events: webhookEvents.recipient, contentKey: '' }
  expect(await saveWebhook({ ...body, now: later(91) }, id, wish, place)).toEqual([])
  expect(await actOnWebhook({ ...body, now: later(91) }, id, { act: 'again-all', message: '' })).toBe('again')
  expect(await actOnWebhook({ ...body, now: later(91) }, id, { act: 'again', message: "x' or true" })).toBe('nothing')
  await look(later(91))
  expect(new Set([...receiver.received, ...moved.received].map((one) => one.id)).size).toBe(1)
  expect(moved.received, 'at the address of now').toHaveLength(1)
  expect((await readWebhook({ ...body, now: later(91) }, id)).webhook).toMatchObject({
    state: 'on',
    counts: { arrived: 1 },
  })
})

/** Long enough for a message to reach a receiver on a busy machine. */
const silence = { patience: 1_500 }

test.each([
  ['never answers', null, 'timeout'],
  ['breaks the connection after it took the message', 'break', 'connection'],
  ['points elsewhere', { status: 307, headers: { Location: 'http://127.0.0.1:1/' } }, 'redirect'],
  ['refuses', { status: 400 }, 'refused'],
] as const)('a receiver that %s is tried again with the same id', async (_, temper, problem) => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver(temper)
  const { id } = await endpoint(body, receiver.url)
  await filedHospital(database)
  await look(seconds(1), temper === null ? silence : {})
  expect((await readWebhook(body, id)).messages).toEqual([
    expect.objectContaining({ problem, state: 'waiting', tries: 1 }),
  ])
  receiver.become({ status: 202 })
  await look(seconds(10))
  expect(receiver.received.map((one) => one.id)).toEqual(Array(2).fill(receiver.received[0]?.id))
})

test('Retry-After is followed, and 410 ends the sending until somebody says so', async () => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver({ status: 429, headers: { 'Retry-After': '600' } })
  const { id } = await endpoint(body, receiver.url)
  await filedHospital(database)
  await look(seconds(1))
  await look(seconds(590))
  expect(receiver.received).toHaveLength(1)
  receiver.become({ status: 410 })
  await look(seconds(602))
  await look(later(5))
  expect(receiver.received).toHaveLength(2)
  expect((await readWebhook(body, id)).webhook.state).toBe('gone')
  receiver.become({ status: 200 })
  await actOnWebhook({ ...body, now: later(6) }, id, { act: 'resume', message: '' })
  await actOnWebhook({ ...body, now: later(6) }, id, { act: 'test', message: '' })
  await look(later(6))
  expect(receiver.received.at(-1)?.event).toMatchObject({ type: 'webhook.test', data: {} })
})

test('one endpoint that hangs holds no other up, and a sender that was killed is followed by another', async () => {
  const body = await administrator('jpcert')
  const [slow, fast] = [await openReceiver(null), await openReceiver()]
  const hung = await endpoint(body, slow.url)
  await endpoint(body, fast.url)
  await filedHospital(database)
  await look(seconds(1), silence)
  expect(fast.received).toHaveLength(1)
  await database.owner`update webhook_endpoints set claimed_until = ${seconds(70)}, rest_until = null where id = ${hung.id}`
  slow.become({ status: 200 })
  await look(seconds(60))
  expect(slow.received).toHaveLength(1)
  await look(seconds(71))
  expect(slow.received).toHaveLength(2)
})

test('nothing is told to two portals at once, nor lost between them', async () => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver()
  await endpoint(body, receiver.url)
  for (let filed = 0; filed < 6; filed++) await filedHospital(database)
  await Promise.all([1, 1, 2, 2].map((at) => look(seconds(at))))
  await look(seconds(3), { sweep: true })
  expect(receiver.received).toHaveLength(6)
  expect(new Set(receiver.received.map(({ event }) => event.data['deliveryId'])).size).toBe(6)
})

test('with a public key the report itself comes along, and only the private key opens it', async () => {
  const body = await administrator('jpcert')
  const pem = {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  } as const
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256', ...pem })
  const receiver = await openReceiver()
  await endpoint(body, receiver.url, publicKey)
  await filedHospital(database)
  await look(seconds(1))
  const [first] = receiver.received
  expect(first?.body).not.toContain('病院')
  const jwe = String(first?.event.data['content'])
  const { plaintext } = await compactDecrypt(jwe, createPrivateKey(privateKey))
  const name = String(hospital.answers(storyClock(night))['org-name'])
  expect(Buffer.from(plaintext).toString()).toContain(name)
})

test('secrets are replaced with a day for both, and stand nowhere readable', async () => {
  const body = await administrator('jpcert')
  const receiver = await openReceiver()
  const { id, shared } = await endpoint(body, receiver.url)
  const fresh = await rotateSecrets({ ...body, now: seconds(10) }, id)
  await filedHospital(database)
  await look(seconds(11), { sweep: true })
  const [first] = receiver.received
  expect(first && [isGenuine(first, shared), isGenuine(first, fresh.shared)]).toEqual([true, true])
  await actOnWebhook({ ...body, now: later(30) }, id, { act: 'test', message: '' })
  await look(later(30))
  const last = receiver.received.at(-1)
  expect(last && [isGenuine(last, shared), isGenuine(last, fresh.shared)]).toEqual([false, true])
  const [row] = await database.owner`select content::text, e.* from webhook_endpoints e`
  expect(JSON.stringify(row)).not.toMatch(/whsec|token=/)
})

test('only whoever administers a body arranges its endpoints, at public addresses and not at the portal itself', async () => {
  const body = await administrator('jpcert')
  const officer = await officerOf(database, 'jpcert')
  const wish = { url: 'https://hooks.example.jp/', events: ['delivery.received'], contentKey: '' }
  const asOfficer: Context<Officer> = { db: database.as(officer), actor: officer, now: night }
  await expect(makeWebhook(asOfficer, wish, place)).rejects.toMatchObject({ code: 'forbidden' })
  const closed = { ...place, demo: false }
  const problems = async (change: Partial<typeof wish>) => {
    const made = await makeWebhook(body, { ...wish, ...change }, closed)
    return Array.isArray(made) ? made.map(({ code }) => code) : []
  }
  expect(await problems({ url: 'https://10.0.0.1/', events: ['x'], contentKey: 'x' })).toEqual([
    'urlWrong',
    'eventsMissing',
    'keyWrong',
  ])
  for (const own of [
    'https://portal.example.jp/desk',
    'https://PORTAL.example.jp./',
    'https://portal.example.jp.:443/',
  ]) {
    expect(await problems({ url: own }), own).toEqual(['urlOwn'])
  }
  expect(await problems({})).toEqual([])
  expect(await problems({})).toEqual(['same'])
  const [made] = await body.db.transaction((tx) => listWebhooks(tx))
  const elsewhere = await administrator('ipa')
  await expect(readWebhook(elsewhere, made?.id ?? '')).rejects.toMatchObject({ code: 'notFound' })
  await expect(actOnWebhook(elsewhere, made?.id ?? '', { act: 'remove', message: '' })).rejects.toMatchObject({
    code: 'notFound',
  })
})

test('an organisation hears what bodies do with its reports, once somebody gives it an endpoint', async () => {
  const member = await memberOf(database, night)
  const { organisationId } = member.actor
  const receiver = await openReceiver()
  const holder = await filedHospital(database)
  await database.owner`update reports set organisation_id = ${organisationId} where id = ${holder.actor.reportId}`
  const wish = { url: receiver.url, events: ['delivery.opened', 'question.asked', 'delivery.received'], contentKey: '' }
  expect(await makeWebhook(member, wish, place)).toMatchObject({ shared: expect.stringMatching(/^whsec_/) })
  const reader: Context<Member> = { ...member, actor: { ...member.actor, role: 'reader' } }
  await expect(makeWebhook(reader, wish, place)).rejects.toMatchObject({ code: 'forbidden' })
  const desk = await deskOf(database, holder, 'jpcert')
  const [line] = await desk.db.transaction((tx) => listDeliveries(tx, holder.actor.reportId, 'jpcert'))
  if (!line) throw new Error('nothing was delivered')
  await openDelivery({ ...desk, now: seconds(1) }, line)
  await asked({ ...desk, now: seconds(1) })
  await look(seconds(2))
  expect(receiver.received.map(({ event }) => event.type).toSorted()).toEqual(['delivery.opened', 'question.asked'])
  expect(receiver.received[0]?.event.data).toMatchObject({ reference: holder.reference, recipient: 'jpcert' })
})
