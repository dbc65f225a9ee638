/** Making an account by a mailed link, as far as a way to sign in. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { resetAccount } from '#app/accounts/confirm-account.server.ts'
import { claimInvitation } from '#app/accounts/enrol.server.ts'
import { demoMembers } from '#app/demo/people.ts'
import { findAccount } from '#db/people/accounts.server.ts'
import { setKey } from '#db/people/logins.server.ts'
import { countTry } from '#db/people/attempts.server.ts'
import { findPerson } from '#db/people/people.server.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

const ask = (path: string, form: Record<string, string>) =>
  fetch(`${portal.origin}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

/** In a demo without a mail server the page shows what the mail would say. */
async function linkFor(mail: string, door = '/account/new'): Promise<string> {
  await portal.database.as({ kind: 'anyone' }).transaction((tx) => tx.sql`delete from attempts`)
  const page = await (await ask(door, { name: '架空 一郎', mail })).text()
  expect(page).toContain('メールを送りました')
  return /\/account\/confirm\/[\w-]+/.exec(page)?.[0] ?? ''
}

const make = async (link: string) => (await ask(link, { step: 'make' })).headers.get('Location') ?? ''
const statusOf = async (path: string) => (await fetch(`${portal.origin}${path}`)).status

/** As with an authenticator: the enrolment link is used up, and there is a way in. */
async function enrol(mail: string, path: string): Promise<void> {
  const now = new Date()
  const hash = { keyHash: 'x', totp: 'x', totpStep: 0, codes: [] }
  await portal.database.as({ kind: 'worker' }).transaction(async (tx) => {
    const account = await findAccount(tx, { mail })
    const person = await findPerson(tx, account?.id ?? '')
    if (!account || !person) throw new Error('there is no account')
    await claimInvitation(tx, { token: path.slice('/enrol/'.length), person, accepted: [] }, 'totp', now)
    await setKey(tx, account.id, hash)
  })
}

/** Without what is another one each time, and what the mail would say (in a demo only). */
const plain = async (answer: Response, mail: string) =>
  (await answer.text())
    .replaceAll(mail, 'MAIL')
    .replace(/<div class="notice"[\s\S]*?<\/div><\/div>/, '')
    .replaceAll(/nonce="[^"]+"/g, '')

const editor = demoMembers.find(({ role }) => role === 'editor')?.mail ?? ''

test('a mail address with an account gets the same page as one without', async () => {
  const known = await ask('/account/new', { name: '誰か', mail: editor })
  const unknown = await ask('/account/new', { name: '誰か', mail: 'nobody@parts.example' })
  expect(known.status).toBe(unknown.status)
  expect(await plain(known, editor)).toBe(await plain(unknown, 'nobody@parts.example'))
})

test('pressed twice, or left before a way to sign in was chosen, the account is begun again by its mail', async () => {
  const mail = 'ichiro@parts.example'
  const link = await linkFor(mail)
  const pressed = await Promise.all([make(link), make(link)])
  for (const path of pressed) expect(path).toMatch(/^\/enrol\//)
  const again = await make(link)
  expect([await statusOf(link), await statusOf(again)]).toEqual([200, 200])

  const [second, lost] = [await linkFor(mail), await linkFor(mail, '/account/lost')]
  expect(second && lost, 'a mail asked for later leads on, too').toMatch(/confirm/)
  await enrol(mail, await make(second))
  for (const used of [link, second, lost]) {
    expect(await statusOf(used), 'nobody gets in by mail once somebody is in').toBe(404)
    expect(await make(used)).toBe('/sign-in')
  }
  expect(await linkFor(mail)).toBe('')
})

test('an account whose ways in were taken away is not begun again by mail alone', async () => {
  const mail = 'jiro@parts.example'
  const link = await linkFor(mail)
  await enrol(mail, await make(link))
  await portal.database.as({ kind: 'worker' }).transaction(async (tx) => {
    await resetAccount(tx, (await findAccount(tx, { mail }))?.id ?? '', new Date())
  })
  expect([await statusOf(link), await make(link), await linkFor(mail)]).toEqual([404, '/sign-in', ''])
  const lost = await linkFor(mail, '/account/lost')
  expect((await ask(lost, { step: 'make' })).status, 'another proof has to come with it').toBe(404)
})

test('asked for twenty times at once, mails go out as they would one after the other; nobody waits longer than minutes', async () => {
  await portal.database.as({ kind: 'anyone' }).transaction((tx) => tx.sql`delete from attempts`)
  const mails = Array.from({ length: 20 }, (_, number) => `p${number}@many.example`)
  const answers = await Promise.all(mails.map((mail) => ask('/account/new', { name: '架空 一郎', mail })))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(14)
  const anyone = portal.database.as({ kind: 'anyone' })
  const inDays = Date.now() + 12 * 3_600_000
  for (let tries = 0; tries < 30; tries++) {
    const now = new Date(inDays + tries * 301_000)
    expect(await anyone.transaction((tx) => countTry(tx, 'shared', now, '5 minutes'))).toBeNull()
  }
  await anyone.transaction((tx) => tx.sql`delete from attempts`)
})

test('a portal that cannot mail a link says so, and never that one was sent', async () => {
  const mute = await openPortal({ MADOGUCHI_DEMO: '' })
  try {
    for (const path of ['/account/new', '/account/lost']) {
      const page = await (await fetch(`${mute.origin}${path}`)).text()
      expect(page).toContain('メールを送る設定がありません')
      expect(page).not.toContain('name="mail"')
      const form = { name: '誰か', mail: 'somebody@parts.example' }
      const asked = await fetch(`${mute.origin}${path}`, { method: 'POST', body: new URLSearchParams(form) })
      expect(await asked.text()).not.toContain('メールを送りました')
    }
  } finally {
    await mute.stop()
  }
})
