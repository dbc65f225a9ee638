import { afterAll, beforeAll, expect, test } from 'vitest'

import { giveCode } from '#app/intakes/read-intakes.server.ts'
import { startIntake } from '#app/intakes/start-intake.server.ts'
import { officerNamed, openPortal, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

/** A browser without script: it keeps what it is given, and goes where it is led. */
function browser() {
  const jar = new Map<string, string>()
  return async (path: string, form?: Record<string, string>) => {
    const answer = await fetch(`${portal.origin}${path}`, {
      redirect: 'manual',
      headers: { Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    return { status: answer.status, leadsTo: answer.headers.get('Location') ?? '', text: await answer.text(), jar }
  }
}

test('beginning again does not close unasked what was answered, as its secret may be on no paper', async () => {
  const ask = browser()
  const { leadsTo: page, jar } = await ask('/reports', {})
  const [reference = '', secret = ''] = decodeURIComponent(jar.get('keep') ?? '').split(' ')
  await ask(page, { shown: 'incident-summary', version: '1', 'incident-summary': '画面が暗号化された', go: 'next' })

  expect((await ask('/reports', {})).leadsTo).toBe('/reports')
  const { text } = await ask('/reports')
  expect(text).toContain(reference)
  expect(text, 'still to be written down').toContain(secret)
  expect(text, 'there are none on that page').not.toContain('下の質問')
  expect((await ask(page)).status, 'it is open as before').toBe(200)

  const another = await ask('/reports', { another: 'yes' })
  expect(another.leadsTo).toMatch(/^\/reports\/[\w-]+\/answer\/now-start$/)
  expect(another.leadsTo).not.toBe(page)
  const closed = await ask(page)
  expect(closed.status).toBe(401)
  expect(closed.text).toContain('この端末で別の報告を開いたため')
  expect((await ask('/resume', { reference, secret })).leadsTo).toBe(`/reports/${reference}`)
})

test('whoever has answered nothing yet begins again at once, and a link to the address begins nothing', async () => {
  const ask = browser()
  expect((await ask('/reports')).leadsTo).toBe('/')
  const first = await ask('/reports', {})
  const second = await ask('/reports', {})
  expect(second.leadsTo).toMatch(/now-start$/)
  expect(second.leadsTo).not.toBe(first.leadsTo)
  expect((await ask('/reports')).leadsTo).toBe('/')
})

test('to say that the codes are on paper saves what was typed below them', async () => {
  const ask = browser()
  const { leadsTo: page, jar } = await ask('/reports', {})
  const { text } = await ask(page)
  const [form = ''] = /<form[^>]*data-autosave[^]*<\/form>/.exec(text) ?? []
  const id = /<form[^>]* id="([\w-]+)"/.exec(form)?.[1] ?? ''
  expect(id).not.toBe('')
  const [button = ''] = /<button[^>]*value="kept"[^>]*>/.exec(text) ?? []
  expect(button).toContain(`form="${id}"`)
  const version = /name="version" value="([^"]+)"/.exec(form)?.[1] ?? ''
  const kept = await ask(page, {
    shown: 'incident-summary pd-involved',
    version,
    'incident-summary': '画面が暗号化された',
    go: 'kept',
  })
  expect(kept.leadsTo).toBe(page)
  expect(jar.get('keep')).toBe('')
  expect((await ask(page.replace('now-start', 'now-what'))).text).toContain('画面が暗号化された')
})

/** A browser with a report in which something was answered. */
async function begun(ask = browser()) {
  const { leadsTo: page, jar } = await ask('/reports', { another: 'yes' })
  const [reference = '', secret = ''] = decodeURIComponent(jar.get('keep') ?? '').split(' ')
  await ask(page, { shown: 'incident-summary', version: '1', 'incident-summary': '画面が暗号化された', go: 'next' })
  return { ask, page, reference, secret }
}

test('to open another report does not close the one at hand unasked either', async () => {
  const elsewhere = await begun()
  const key = { reference: elsewhere.reference, secret: elsewhere.secret }
  const { ask, page, reference, secret } = await begun()

  const told = await ask('/resume')
  expect(told.text).toContain('この端末で開いている報告があります')
  expect(told.text).toContain(secret)
  expect(told.text).toContain('いまの報告を閉じて、この報告を開く')
  expect(told.text, 'there are no questions on that page').not.toContain('下の質問')

  const asked = await ask('/resume', key) // from a page that was loaded before
  expect(asked.status).toBe(409)
  expect(asked.text).toContain(reference)
  expect(asked.text, 'typed once').toContain(`value="${key.reference}"`)
  expect(asked.text).not.toContain(key.secret)
  expect((await ask(page)).status, 'it is open as before').toBe(200)
  expect((await ask('/resume', { reference: reference.toLowerCase(), secret })).leadsTo).toBe(`/reports/${reference}`)

  const opened = await ask('/resume', { ...key, 'resume-closes': reference })
  expect(opened.leadsTo).toBe(`/reports/${key.reference}`)
  expect((await ask(page)).status).toBe(401)
})

/** A report that an officer typed for somebody who called, and the code that was given to them. */
async function dictated() {
  const { officerId, recipient, name, prefecture = null } = officerNamed('police-tokushima-naruse')
  const actor = { kind: 'officer', officerId, recipient, name, prefecture, role: 'officer' } as const
  const desk = { db: portal.database.as(actor), actor, now: new Date() }
  const call = {
    channel: 'phone',
    date: '2026-01-05',
    time: '03:20',
    name: '架空',
    phone: '088-000-0000',
    language: 'ja',
  }
  const started = await startIntake(desk, call)
  if ('problems' in started) throw new Error('the intake was put back')
  const { reference } = started
  return { reference, code: (await giveCode(desk, reference)).code }
}

test('nor does taking over what an officer typed; the code still counts', async () => {
  const key = await dictated()
  expect((await browser()('/takeover')).text, 'nothing is open').not.toContain('いまの報告を閉じて')
  const { ask, page, reference, secret } = await begun()
  const told = await ask('/takeover')
  for (const part of [reference, secret, 'いまの報告を閉じて、この報告を引き取る']) expect(told.text).toContain(part)
  const asked = await ask('/takeover', key)
  expect(asked.status).toBe(409)
  expect(asked.text, 'typed once').toContain(`value="${key.reference}"`)
  expect((await ask(page)).status, 'it is open as before').toBe(200)
  expect((await ask('/takeover', { ...key, 'resume-closes': reference })).leadsTo).toBe(`/reports/${key.reference}`)
  expect((await ask(page)).status).toBe(401)
})

test('nor does what was typed into a report that another one has closed', async () => {
  const first = await begun()
  const { ask, page, reference } = await begun(first.ask)
  const kept = { 'resume-to': first.page, 'resume-secret': first.secret, 'incident-summary': '続き', go: 'next' }
  const asked = await ask('/resume', kept)
  expect(asked.status).toBe(409)
  expect(asked.text).toContain(reference)
  expect(asked.text).toContain('続き')
  expect(asked.text).toContain(`name="resume-closes" value="${reference}"`)
  expect((await ask(page)).status).toBe(200)
  expect((await ask('/resume', { ...kept, 'resume-closes': reference })).status).toBe(307)
})
