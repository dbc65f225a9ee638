/** A follow-up reaches only those whose part of the report changed, and shows them what. */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoAxeViolations, openBrowser, visit, visitors } from '#test/support/browser.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { answerUnseen, begin, boardOf, enterDesk, fill, hospital, openNewest, send } from './filing.ts'

let server: TestServer
let browser: Browser
const open: BrowserContext[] = []
beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
})
afterAll(async () => {
  await Promise.all(open.map((context) => context.close()))
  await server.stop()
})

async function comeIn(): Promise<Page> {
  const context = await visit(browser, server.origin, visitors.desktop)
  open.push(context)
  return context.newPage()
}

async function atDesk(name: string, organisation: string): Promise<Page> {
  const page = await comeIn()
  await enterDesk(page, name)
  await openNewest(page, organisation)
  return page
}

test('the ministry gets the news that patients are safe, with what changed; police and commission hear nothing', async () => {
  const organisation = '架空うみべ病院'
  const reporter = await comeIn()
  const codes = await begin(reporter)
  await answerUnseen(reporter, { ...hospital, 'org-name': organisation })
  await send(reporter)
  const [ministry, police, commission] = [
    await atDesk('白井（架空）', organisation),
    await atDesk('鳴瀬（架空）', organisation),
    await atDesk('青木（架空）', organisation),
  ]

  await reporter.goto(boardOf(codes))
  await reporter.getByRole('button', { name: '続報を送る' }).click()
  await reporter.goto(`${boardOf(codes)}/answer/impact`)
  await fill(reporter, { 'impact-safety': '患者の診療に影響はありませんでした。' })
  await reporter.locator('button[value=preview]').click()
  const news = await reporter.locator('#to-mhlw').textContent()
  expect(news).toContain('前に送った版から変わるところ（1）人の安全・診療への影響（追加）')
  expect(await reporter.locator('#to-police').textContent()).toContain('すでに届いています')
  await send(reporter)
  expect(await reporter.locator('main').textContent()).toContain('ここにない提出先には、この版を送っていません')

  await ministry.goto('/desk')
  const row = ministry.locator('#queue-table tbody tr').filter({ hasText: organisation })
  expect(await row.textContent()).toContain('更新あり')
  await row.getByRole('link').click()
  const changes = ministry.locator('#changes-2')
  expect(await changes.textContent()).toContain('患者の診療に影響はありませんでした。')
  expect(await ministry.locator('#revisions li').count()).toBeGreaterThanOrEqual(2)
  await expectNoAxeViolations(ministry)

  await ministry.getByRole('link', { name: '第1版（速報）' }).click()
  expect(await ministry.locator('#report').textContent()).not.toContain('患者の診療に影響はありませんでした。')

  for (const page of [police, commission]) {
    await page.reload()
    expect(await page.locator('#revisions').textContent()).not.toContain('第2版')
    expect(await page.locator('main').textContent()).not.toContain('患者の診療に影響')
    await page.goto('/desk')
    const own = page.locator('#queue-table tbody tr').filter({ hasText: organisation })
    expect(await own.textContent()).not.toContain('更新あり')
  }
})

test('a consent that is taken back: experts keep what they have, are told, and get nothing more; a duty goes on', async () => {
  const [organisation, experts] = ['架空みなと病院', '専門組織・情報共有活動（ISACなど）']
  const reporter = await comeIn()
  const codes = await begin(reporter)
  await answerUnseen(reporter, { ...hospital, 'org-name': organisation, 'sharing-consent-expert': 'yes' })
  expect(await reporter.locator('#send').textContent()).toContain(experts)
  await send(reporter)
  const shared = reporter.locator('section.card').filter({ hasText: experts })
  await shared.getByRole('link').first().click()
  expect(await reporter.locator('main').textContent()).toContain('侵入型ランサムウェア攻撃')
  expect(await reporter.locator('.document').textContent()).not.toContain(organisation)

  await reporter.goto(`${boardOf(codes)}/consents`)
  const consent = reporter.locator('#sharing-consent-expert')
  expect(await consent.textContent()).toContain(`${experts}（第1版`)
  await consent.getByRole('button', { name: '同意を撤回する' }).click()
  await reporter.locator('dialog').getByRole('button', { name: '同意を撤回する' }).click()
  await consent.getByText('同意を撤回しました').waitFor()
  expect(await consent.textContent()).toContain('同意を撤回しました')
  expect(await consent.textContent()).toContain(`${experts}（第1版`)
  await expectNoAxeViolations(reporter)
  await reporter.goto(boardOf(codes))
  const thread = reporter.locator('main').getByText('共有への同意を撤回しました')
  expect(await thread.count()).toBe(1)

  await reporter.goto(`${boardOf(codes)}/answer/now-start`)
  await fill(reporter, { 'incident-attack-type': 'targeted' })
  await reporter.locator('button[value=preview]').click()
  expect(await reporter.locator('#send').textContent()).not.toContain(experts)
  const gone = reporter.getByRole('link', { name: experts, exact: true })
  expect(await gone.getAttribute('href'), 'who hears no more is named').toMatch(/#thread-isac$/)
  await send(reporter)
  expect(await reporter.locator('main').textContent()).toContain('受け付けました')
  expect(await reporter.locator('main').textContent()).not.toContain(experts)
  const police = await atDesk('鳴瀬（架空）', organisation)
  expect(await police.locator('#report').textContent()).toContain('第2版')
})
