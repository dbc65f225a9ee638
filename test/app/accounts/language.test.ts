/** The language goes with the person, and with a report that nobody has an account for: asked over HTTP, by browsers that are new. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers, demoOperator, demoVendor } from '#app/demo/people.ts'
import { giveCode } from '#app/intakes/read-intakes.server.ts'
import { startReport } from '#app/reports/start-report.server.ts'
import { findNoticeAddress, replaceNoticeAddress, type NoticeOwner } from '#db/notices/notice-addresses.server.ts'
import { officerNamed, openPortal, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

/** A browser that has never been here, and what it says it reads. */
function newBrowser(reads = 'ja') {
  const cookies = new Map<string, string>()
  async function ask(path: string, options: RequestInit = {}) {
    const Cookie = [...cookies].map((pair) => pair.join('=')).join('; ')
    const headers = { 'Accept-Language': reads, Cookie, ...options.headers }
    const answer = await fetch(portal.origin + path, { redirect: 'manual', ...options, headers })
    for (const [pair = ''] of answer.headers.getSetCookie().map((one) => one.split(';'))) {
      const [name = '', value = ''] = pair.split('=')
      cookies.set(name, value)
    }
    return answer
  }
  const post = (path: string, form: Record<string, string>) =>
    ask(path, { method: 'POST', body: new URLSearchParams(form) })
  return {
    ask,
    post,
    comeIn: (person: string) => post('/demo', { person }),
    choose: (language: string, back = '/', headers = {}) =>
      ask(`/language/${language}?back=${encodeURIComponent(back)}`, { headers }),
    /** Of the page as it is shown. */
    async shows(path = '/about') {
      return /<html lang="(\w+)"/.exec(await (await ask(path)).text())?.[1]
    },
  }
}

const accountOf = (role: string) => demoMembers.find((one) => one.role === role)?.accountId ?? ''

test('what somebody chose is shown in the next browser that they come in with, whoever they are', async () => {
  const people = [
    [officerNamed('ppc-aoki').officerId, '/desk'],
    [demoOperator.operatorId, '/operator/rulebook'],
    [accountOf('editor'), '/account'],
    [demoVendor.person.accountId, '/account'],
  ] as const
  for (const [person, home] of people) {
    const first = newBrowser()
    await first.comeIn(person)
    expect(await first.shows(home), home).toBe('ja')
    await first.choose('en', home)
    expect(await first.shows(home), home).toBe('en')
    const second = newBrowser()
    expect(await second.shows('/demo')).toBe('ja')
    await second.comeIn(person)
    expect(await second.shows(home), home).toBe('en')
  }
})

test('the language of the person counts at the sign-in, and one chosen afterwards is theirs from then on', async () => {
  const person = officerNamed('ppc-hirano').officerId
  const visitor = newBrowser('en')
  await visitor.comeIn(person)
  expect(await visitor.shows('/desk'), 'what a browser says it reads is nothing that anybody chose').toBe('en')
  const other = newBrowser()
  await other.comeIn(person)
  expect(await other.shows('/desk')).toBe('ja')

  const chosen = newBrowser()
  await chosen.choose('en')
  await chosen.comeIn(person)
  expect(await other.shows('/desk'), 'a browser that is in already is left as it is').toBe('ja')
  const third = newBrowser()
  await third.choose('ja')
  await third.comeIn(person)
  expect(await third.shows('/desk'), 'taken over by who kept none').toBe('en')
  await third.choose('ja', '/desk')
  await chosen.comeIn(person)
  expect(await chosen.shows('/desk')).toBe('ja')
})

test('a link on another site changes nobody’s language but that of the browser', async () => {
  const person = accountOf('administrator')
  const browser = newBrowser()
  await browser.comeIn(person)
  await browser.choose('ja', '/account', { 'Sec-Fetch-Site': 'same-origin' })
  await browser.choose('en', '/account', { 'Sec-Fetch-Site': 'cross-site' })
  expect(await browser.shows('/account')).toBe('en')
  const next = newBrowser('en')
  await next.comeIn(person)
  expect(await next.shows('/account')).toBe('ja')
})

/** What stands ticked on the page about mails. */
const choiceOf = async ({ ask }: ReturnType<typeof newBrowser>) =>
  /name="language" checked="" value="(\w+)"/.exec(await (await ask('/account/notices')).text())?.[1]

const mailsOf = async (owner: NoticeOwner) => {
  const found = await portal.database.as({ kind: 'worker' }).transaction((tx) => findNoticeAddress(tx, owner))
  return found?.language
}

test('mails are in the language of the pages, or in both for who wishes that', async () => {
  const accountId = accountOf('approver')
  const browser = newBrowser()
  await browser.comeIn(accountId)
  expect(await mailsOf({ accountId }), 'nobody has said it').toBeNull()
  await browser.choose('en', '/account')
  expect(await mailsOf({ accountId })).toBe('en')
  const form = { frequency: 'daily', hour: '9' }
  await browser.post('/account/notices', { ...form, language: 'both' })
  await browser.choose('ja', '/account')
  expect(await mailsOf({ accountId })).toBeNull()
  expect(await choiceOf(browser)).toBe('both')
  await browser.post('/account/notices', { ...form, language: 'own' })
  expect(await mailsOf({ accountId })).toBe('ja')
  expect(await choiceOf(browser)).toBe('own')

  const { officerId, recipient, name } = officerNamed('mhlw-shirai')
  const now = new Date()
  await portal.database
    .as({ kind: 'officer', officerId, recipient, name, prefecture: null, role: 'officer' })
    .transaction((tx) => replaceNoticeAddress(tx, { officerId }, { address: 'a@b.example', language: 'ja', now }))
  const officer = newBrowser()
  await officer.comeIn(officerId)
  expect(await mailsOf({ officerId })).toBe('ja')
  await officer.choose('en', '/desk')
  expect(await mailsOf({ officerId })).toBe('en')
})

test('a report opened on another device is shown in the language in which it is written', async () => {
  const actor = { kind: 'anyone' } as const
  const context = { db: portal.database.as(actor), actor, now: new Date() }
  const { reference, secret } = await startReport(context, 'en')
  const board = `/reports/${reference}`
  const desk = newBrowser()
  await desk.post('/resume', { reference, secret })
  expect(await desk.shows(board)).toBe('en')
  await desk.choose('ja', board)
  const phone = newBrowser('en')
  await phone.post('/resume', { reference, secret })
  expect(await phone.shows(board)).toBe('ja')

  const own = newBrowser()
  await own.choose('en')
  await own.post('/resume', { reference, secret })
  expect(await own.shows(board), 'several people may have one report').toBe('en')
  await own.choose('en', '/about')
  const last = newBrowser()
  await last.post('/resume', { reference, secret })
  expect(await last.shows(board), 'chosen elsewhere').toBe('ja')
})

test('a report that an officer types is in the language of whoever called, for them as well', async () => {
  const { officerId, recipient, name, prefecture = null } = officerNamed('police-tokushima-naruse')
  const officer = newBrowser()
  await officer.comeIn(officerId)
  const call = { channel: 'phone', date: '2026-01-05', time: '03:20', name: '架空', phone: '088-000-0000' }
  const begun = await officer.post('/desk/intake', { ...call, language: 'en' })
  const board = /^\/reports\/[\w-]+/.exec(begun.headers.get('Location') ?? '')?.[0] ?? ''
  await officer.choose('ja', board)
  expect(await officer.shows('/desk')).toBe('ja')

  const actor = { kind: 'officer', officerId, recipient, name, prefecture, role: 'officer' } as const
  const reference = board.slice('/reports/'.length)
  const { code } = await giveCode({ db: portal.database.as(actor), actor, now: new Date() }, reference)
  const caller = newBrowser()
  expect((await caller.post('/takeover', { reference, code })).status).toBe(303)
  expect(await caller.shows(board)).toBe('en')
})
