/** Somebody begins on one device and goes on with another; two screens do not overwrite each other. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectNoAxeViolations, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { begin, beginUnseen, boardOf, fill, hospital, next, resume, type Codes } from './filing.ts'
import { pressUnseen, valueAt } from './unseen.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const comeIn = (visitor: keyof typeof visitors) => lobby.comeIn(server.origin, visitors[visitor])

const address = (codes: Codes, page: string) => `${boardOf(codes)}/answer/${page}`

test('a report begun on a phone goes on at a desk, with everything that was answered', async () => {
  const phone = await comeIn('phoneWithoutScript')
  const codes = await begin(phone)
  await fill(phone, hospital)
  await phone.locator('button[value=pause]').click()
  expect(new URL(phone.url()).pathname).toBe(boardOf(codes))

  const desk = await comeIn('desktop')
  expect(await (await desk.request.get(address(codes, 'now-start'))).text()).not.toContain('org-industry')
  await resume(desk, codes)
  expect(new URL(desk.url()).pathname).toBe(boardOf(codes))
  expect(await desk.locator('.secret').count()).toBe(0)
  const first = address(codes, 'now-start')
  expect(await valueAt(desk, first, 'org-industry')).toBe('hospital')
  expect(await valueAt(desk, first, 'time-awareness')).toBe('2026-11-20')
  expect(await valueAt(desk, first, 'time-awareness.time')).toBe('03:10')
})

test('with script, what is typed is saved without any button', async () => {
  const page = await comeIn('desktop')
  const codes = await begin(page)
  await fill(page, hospital)
  await page.locator('[data-save-state][data-state=saved]').waitFor()
  expect(await valueAt(page, address(codes, 'now-start'), 'org-industry')).toBe('hospital')
})

test('two screens that answer one question differently are shown both answers, and neither is lost', async () => {
  const first = await comeIn('phoneWithoutScript')
  const codes = await beginUnseen(first)
  await pressUnseen(first, `${boardOf(codes)}/answer/now-start`, { button: '[value=next]', fields: hospital })
  const second = await first.context().newPage()
  await first.goto(address(codes, 'now-who'))
  await second.goto(address(codes, 'now-who'))
  await fill(first, { 'org-name': '先に書いた名前', 'contact-phone': '088-000-0001' })
  await next(first)
  await fill(second, { 'org-name': '後から書いた名前' })
  await next(second)

  const shown = await second.locator('main').textContent()
  expect(shown).toContain('先に書いた名前')
  expect(shown).toContain('後から書いた名前')
  expect(await second.locator('[name="keep.org-name"]:checked').count(), 'nobody chooses for them').toBe(0)
  await second.getByRole('button', { name: '選んだ内容を保存する' }).click()
  expect(await second.locator('.error-summary').textContent()).toContain('どちらを残すか選んでください')
  await second.locator('[name="keep.org-name"][value=mine]').check()
  await second.getByRole('button', { name: '選んだ内容を保存する' }).click()
  expect(await valueAt(first, address(codes, 'now-who'), 'org-name')).toBe('後から書いた名前')
  expect(await valueAt(first, address(codes, 'now-who'), 'contact-phone')).toBe('088-000-0001')
})

test('the page with both answers passes axe', async () => {
  const page = await comeIn('desktop')
  const codes = await beginUnseen(page)
  await pressUnseen(page, `${boardOf(codes)}/answer/now-start`, { button: '[value=next]', fields: hospital })
  await page.goto(address(codes, 'now-who'))
  const other = { button: '[value=next]', fields: { 'org-name': '先に書いた名前' } }
  await pressUnseen(page, address(codes, 'now-who'), other)
  await fill(page, { 'org-name': '後から書いた名前' })
  await next(page)
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('別の画面')
  await expectNoAxeViolations(page)
  await page.getByRole('button', { name: '選んだ内容を保存する' }).click()
  await page.locator('.error-summary').waitFor()
  await expectNoAxeViolations(page)
})

test('what was typed before the session ended is not lost: with the secret, it goes where it was sent', async () => {
  const page = await comeIn('desktop')
  const codes = await beginUnseen(page)
  await pressUnseen(page, `${boardOf(codes)}/answer/now-start`, { button: '[value=next]', fields: hospital })
  await page.goto(address(codes, 'now-who'))
  await page.context().clearCookies() // before anything is typed, so that no draft has it
  await fill(page, { 'org-name': '架空の「<医院>」', 'contact-phone': '088-000-0001' })
  await next(page)
  await expectNoAxeViolations(page)
  expect(await page.getByRole('link', { name: 'English' }).count(), 'what leads away from what was typed').toBe(0)
  await page.locator('[name="resume-secret"]').fill('AAAA-AAAA-AAAA-AAAA-AAAA-AAAA')
  await page.getByRole('button', { name: '報告を開いて、続ける' }).click()
  expect(await page.locator('main').textContent()).toContain('合言葉が違います')
  expect(await page.getByRole('link', { name: 'English' }).count()).toBe(0)
  await page.locator('[name="resume-secret"]').fill(codes.secret)
  await page.getByRole('button', { name: '報告を開いて、続ける' }).click()
  expect(new URL(page.url()).pathname).toMatch(/\/answer\//)
  expect(await valueAt(page, address(codes, 'now-who'), 'org-name')).toBe('架空の「<医院>」')
  expect(await valueAt(page, address(codes, 'now-who'), 'contact-phone')).toBe('088-000-0001')
})

test('nobody opens a report without its secret', async () => {
  const page = await comeIn('desktop')
  const codes = await begin(page)
  const stranger = await comeIn('desktop')
  for (const path of ['', '/answer/now-start', '/preview', '/receipt/1', '/withdrawal']) {
    const response = await stranger.request.get(`${boardOf(codes)}${path}`)
    expect(response.status(), path).toBe(401)
  }
  await resume(stranger, { ...codes, secret: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAA0' })
  expect(await stranger.locator('main').textContent()).toContain('合言葉では使わない文字が入っています：0。')
  await expectNoAxeViolations(stranger)
  await stranger.locator('#secret').fill('AAAA')
  await stranger.getByRole('button', { name: '入力した合言葉を表示する' }).click()
  expect(await stranger.locator('#secret').getAttribute('type')).toBe('text')
  await stranger.getByRole('button', { name: '入力した合言葉を隠す' }).click()
  expect(await stranger.locator('#secret').getAttribute('type')).toBe('password')
  await resume(stranger, { ...codes, secret: 'AAAA-AAAA-AAAA-AAAA-AAAA-AAAA' })
  expect(new URL(stranger.url()).pathname).toBe('/resume')
})
