import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers } from '#app/demo/people.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

const linkIn = (page: string, start: string) => new RegExp(`${start}[\\w-]+`).exec(page)?.[0] ?? ''

/** Without what is another one each time, and what the mail would say (in a demo only). */
const plain = async (answer: Response, mail: string) =>
  (await answer.text())
    .replaceAll(mail, 'MAIL')
    .replace(/<div class="notice"[\s\S]*?<\/div><\/div>/, '')
    .replaceAll(/nonce="[^"]+"/g, '')

const anybody = (path: string, form: Record<string, string>) =>
  fetch(`${portal.origin}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

function memberOf(role: string) {
  const found = demoMembers.find((one) => one.role === role)
  if (!found) throw new Error(`nobody is the ${role}`)
  return found
}

test('a mail address with an account gets the same page as one without', async () => {
  const known = await anybody('/account/new', { name: '誰か', mail: memberOf('editor').mail })
  const unknown = await anybody('/account/new', { name: '誰か', mail: 'nobody@parts.example' })
  expect(known.status).toBe(unknown.status)
  expect(await plain(known, memberOf('editor').mail)).toBe(await plain(unknown, 'nobody@parts.example'))
})

test('a lost way in is regained by the mailed link with the secret of an own report, and by nothing less', async () => {
  const { report, secret, path } = await lostWithReport()
  const wrong = await anybody(path, {
    step: 'regain',
    code: '',
    reference: report,
    secret: '3333-3333-3333-3333-3333-3333',
  })
  expect(wrong.status).toBe(422)
  const right = await anybody(path, { step: 'regain', code: '', reference: report, secret })
  expect(right.headers.get('Location')).toMatch(/^\/enrol\//)
  expect((await anybody(path, { step: 'regain', code: '', reference: report, secret })).status).toBe(404)
})

/** The editor takes a guest's report into their own space, and then cannot get in. */
async function lostWithReport() {
  const { accountId, mail } = memberOf('editor')
  const { cookie, report, secret } = await guestReport()
  const browser = await browserOf(accountId, cookie)
  const page = await (await browser(`/reports/${report}/belongs`)).text()
  const options = [...page.matchAll(/<option value="([0-9a-f-]{36})"[^>]*>([^<]*)/g)]
  const own = options.find(([, , name]) => name === '自分の報告')?.[1] ?? ''
  await browser(`/reports/${report}/belongs`, { step: 'take', organisation: own })
  const asked = await (await anybody('/account/lost', { mail })).text()
  return { report, secret, path: linkIn(asked, '/account/confirm/') }
}

/** One browser in which a report may be held, and somebody of the demo is signed in. */
async function browserOf(person: string, held = '') {
  const entered = await anybody('/demo', { person })
  const staff = entered.headers.getSetCookie().map((one) => one.split(';')[0])
  const Cookie = [held, ...staff].join('; ')
  return (path: string, form?: Record<string, string>) =>
    fetch(`${portal.origin}${path}`, {
      redirect: 'manual',
      headers: { Cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
}

async function guestReport() {
  const started = await anybody('/reports', {})
  const cookies = started.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
  const keep = decodeURIComponent(cookies.find((one) => one.startsWith('keep='))?.slice(5) ?? '')
  const [report = '', secret = ''] = keep.split(' ')
  return { cookie: cookies.filter((one) => one.startsWith('report=')).join('; '), report, secret }
}
