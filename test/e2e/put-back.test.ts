/** A browser that goes back puts what was typed into the page again, after its scripts have run. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { enterDesk } from './filing.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

test('a question that a choice opened is open, and a count goes on, when the browser puts both back', async () => {
  const page = await lobby.comeIn(server.origin, visitors.desktop)
  await enterDesk(page, '青木（架空）', '/desk/escalations')
  const severity = page.locator('[data-shown-when="condition=severity"]').last()
  await page.locator('#new-condition').selectOption('severity')
  await severity.waitFor()
  await page.goto('/desk')
  await page.goBack()
  expect(await page.locator('#new-condition').inputValue(), 'as browsers do').toBe('severity')
  expect(await severity.isVisible()).toBe(true)

  await page.goto('/desk/export')
  const reason = page.locator('[name=reason]').first()
  const most = Number(await reason.getAttribute('maxlength'))
  await reason.fill('あ'.repeat(most - 1))
  const counter = page.locator('.counter').first()
  await counter.waitFor()
  await page.goto('/desk')
  await page.goBack()
  expect(await counter.isVisible()).toBe(true)
})
