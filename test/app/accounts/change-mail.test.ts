/** Another name and another mail address for an account: who is told, who can no longer come in, and who learns what. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers, demoOperator } from '#app/demo/people.ts'
import { mailFormerAddress, mailNewAddress } from '#app/accounts/mail-change.server.ts'
import { openAsOwner } from '#db/client.server.ts'
import { findNoticeAddress } from '#db/notices/notice-addresses.server.ts'
import { findAccount } from '#db/people/accounts.server.ts'
import { listSessions } from '#db/people/sessions.server.ts'
import { workerAt, worldOf } from '#test/app/notices/notices.world.ts'
import { openMailServer } from '#test/support/mail-server.ts'
import { openPortal, signedIn, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal
let owner: ReturnType<typeof openAsOwner>

beforeAll(async () => {
  portal = await openPortal()
  owner = openAsOwner(portal.database.url)
})
afterAll(async () => {
  await owner.end()
  await portal.stop()
})

const details = '/account/details'

function memberOf(role: string) {
  const found = demoMembers.find((one) => one.role === role)
  if (!found) throw new Error(`nobody is the ${role}`)
  return found
}

async function browserOf(person: string) {
  const { get, post } = await signedIn(portal.origin, person)
  return {
    post: (form: Record<string, string>) => post(details, form),
    look: async (path = details) => (await get(path)).text(),
  }
}

const worker = () => portal.database.as({ kind: 'worker' })
const accountOf = (id: string) => worker().transaction((tx) => findAccount(tx, { id }))
const codeIn = (page: string) => /\b\d{3} \d{3}\b/.exec(page)?.[0] ?? ''
const calm = () => owner`delete from attempts`

/** Without what is another one each time, and what the mail would say (in a demo only). */
const plain = (page: string, mail: string) =>
  page
    .replaceAll(mail, 'MAIL')
    .replace(/<div class="notice"[\s\S]*?<\/div><\/div>/, '')
    .replaceAll(/nonce="[^"]+"/g, '')

test('an address counts once its code is typed; other sessions and old links end, and the one before is told', async () => {
  await calm()
  const { accountId, mail } = memberOf('editor')
  const [here, elsewhere] = [await browserOf(accountId), await browserOf(accountId)]
  const lost = await fetch(`${portal.origin}/account/lost`, { method: 'POST', body: new URLSearchParams({ mail }) })
  const link = /\/account\/confirm\/[\w-]+/.exec(await lost.text())?.[0] ?? ''
  expect((await fetch(`${portal.origin}${link}`)).status).toBe(200)

  const code = codeIn(await (await here.post({ step: 'mail', typed: 'Neu@parts.example' })).text())
  expect((await accountOf(accountId))?.mail).toBe(mail)
  const wrong = await here.post({ step: 'code', typed: code === '000 000' ? '111111' : '000000' })
  expect(await wrong.text()).toContain('<a href="#code">')
  expect((await accountOf(accountId))?.mail, 'a wrong code changes nothing').toBe(mail)
  await here.post({ step: 'code', typed: code })
  expect((await accountOf(accountId))?.mail).toBe('neu@parts.example')

  expect(await here.look()).toContain('neu@parts.example')
  expect(await elsewhere.look()).not.toContain('neu@parts.example')
  expect(await worker().transaction((tx) => listSessions(tx, accountId))).toHaveLength(1)
  expect((await fetch(`${portal.origin}${link}`)).status, 'a link that went to the former address').toBe(404)
  const told = await worker().transaction((tx) => findNoticeAddress(tx, { accountId }))
  expect(told).toMatchObject({ address: 'neu@parts.example' })

  const server = await openMailServer()
  const [change] = await owner<{ id: string }[]>`select id from mail_changes where account_id = ${accountId}`
  const now = new Date()
  await mailFormerAddress(workerAt(portal.database, now), { change: change?.id }, worldOf(portal.database, server))
  const [{ to, mail: letter } = { to: [], mail: null }] = server.received
  expect(to).toEqual([mail])
  expect(letter?.subject).toMatch(/アカウントのメールアドレスが変わりました.*has changed/)
  expect(`${letter?.text}${letter?.html}`).not.toMatch(/neu@parts|架空部品/)

  const operator = await browserOf(demoOperator.operatorId)
  const found = await operator.look(`/operator/accounts?mail=${encodeURIComponent(mail)}`)
  expect(found, 'whoever lost the account is found by what they had').toContain('neu@parts.example')
  expect(found).toContain(`${mail} は、以前のアドレスです`)
})

test('whoever asks for an address that is taken sees what everybody sees, and only its mailbox is told', async () => {
  await calm()
  const asker = await browserOf(memberOf('approver').accountId)
  const taken = memberOf('administrator').mail
  const answers = []
  for (const typed of ['free@parts.example', taken]) {
    const answer = await asker.post({ step: 'mail', typed })
    answers.push([answer.status, plain(await answer.text(), typed)])
  }
  expect(answers[1]).toEqual(answers[0])

  const server = await openMailServer()
  const [open] = await owner<{ id: string }[]>`select id from mail_changes where done_at is null`
  await mailNewAddress(workerAt(portal.database, new Date()), { change: open?.id }, worldOf(portal.database, server))
  expect(server.received.map(({ to, mail }) => [to[0], codeIn(mail.text ?? '')])).toEqual([[taken, '']])
})

test('five wrong codes, and there must be a new one', async () => {
  await calm()
  const { accountId, mail } = memberOf('approver')
  const person = await browserOf(accountId)
  const code = codeIn(await (await person.post({ step: 'mail', typed: 'later@parts.example' })).text())
  for (let tries = 0; tries < 4; tries += 1) await person.post({ step: 'code', typed: '12345' })
  const last = await (await person.post({ step: 'code', typed: '12345' })).text()
  expect(last, 'no link to a field that is gone').not.toContain('href="#code"')
  expect(last).toContain('新しいコードが要ります')
  await person.post({ step: 'code', typed: code })
  expect((await accountOf(accountId))?.mail).toBe(mail)
})

test('neither changes in a session that showed its factor long ago, and what was typed stays', async () => {
  await calm()
  const { accountId } = memberOf('approver')
  const person = await browserOf(accountId)
  await owner`update sessions set factor_at = factor_at - interval '11 minutes' where login_id = ${accountId}`
  for (const [step, typed] of [
    ['name', '架空 別人'],
    ['mail', 'other@parts.example'],
  ] as const) {
    const answer = await person.post({ step, typed })
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(typed)
  }
  expect(
    await owner`select from mail_changes where account_id = ${accountId} and done_at is null and tries = 0`,
  ).toEqual([])
})

test('a new name is there at once, and an empty one is put back', async () => {
  const { accountId, mail } = memberOf('approver')
  const person = await browserOf(accountId)
  expect((await person.post({ step: 'name', typed: '' })).status).toBe(422)
  await person.post({ step: 'name', typed: '架空 花子' })
  expect(await accountOf(accountId)).toMatchObject({ name: '架空 花子', mail })
})
