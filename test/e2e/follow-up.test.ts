/** A follow-up reaches only those whose part of the report changed, and shows them what. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { expectNoAxeViolations, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { begin, boardOf, caseAs, enterAtCase, fileUnseen, hospital } from './filing.ts'
import { pressUnseen, read } from './unseen.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const comeIn = () => lobby.comeIn(server.origin, visitors.desktop)
const police = '鳴瀬（架空）'

/** What the queue says of this case file. */
const rowOf = (desk: Page, address: string) => read(desk, '/desk', `#queue-table tr:has(a[href="${address}"])`)

test('the ministry gets the news that patients are safe, with what changed; police and commission hear nothing', async () => {
  const organisation = '架空うみべ病院'
  const reporter = await comeIn()
  const codes = await fileUnseen(reporter, { ...hospital, 'org-name': organisation })
  const desk = await comeIn()
  await enterAtCase(desk, '白井（架空）', organisation)
  for (const name of [police, '青木（架空）']) await desk.request.get(await caseAs(desk, name, organisation))

  await pressUnseen(reporter, boardOf(codes), { button: '[type=submit]:is([action$="/follow-up"] *)' })
  const fields = { 'impact-safety': '患者の診療に影響はありませんでした。' }
  const change = { button: '[value=preview]', fields }
  const preview = await pressUnseen(reporter, `${boardOf(codes)}/answer/impact`, change)
  const news = await read(reporter, preview.url, '#to-mhlw')
  expect(news).toContain('前に送った版から変わるところ（1）人の安全・診療への影響（追加）')
  expect(await read(reporter, preview.url, '#to-police')).toContain('すでに届いています')
  const { text: receipt } = await pressUnseen(reporter, preview.url, { button: '[value=send]' })
  expect(receipt).toContain('ここにない提出先には、この版を送っていません')

  const ministrys = await caseAs(desk, '白井（架空）', organisation)
  expect(await rowOf(desk, ministrys)).toContain('更新あり')
  await desk.goto(ministrys)
  const changes = desk.locator('#changes-2')
  expect(await changes.textContent()).toContain('患者の診療に影響はありませんでした。')
  expect(await desk.locator('#revisions li').count()).toBeGreaterThanOrEqual(2)
  await expectNoAxeViolations(desk)
  await desk.getByRole('link', { name: '第1版（速報）' }).click()
  expect(await desk.locator('#report').textContent()).not.toContain('患者の診療に影響はありませんでした。')

  for (const name of [police, '青木（架空）']) {
    const address = await caseAs(desk, name, organisation)
    expect(await rowOf(desk, address)).not.toContain('更新あり')
    expect(await read(desk, address, '#revisions')).not.toContain('第2版')
    expect(await read(desk, address)).not.toContain('患者の診療に影響')
  }
})

test('a consent that is taken back: experts keep what they have, are told, and get nothing more; a duty goes on', async () => {
  const [organisation, experts] = ['架空みなと病院', '専門組織・情報共有活動（ISACなど）']
  const reporter = await comeIn()
  const codes = await begin(reporter)
  const agreed = { ...hospital, 'org-name': organisation, 'sharing-consent-expert': 'yes' }
  const preview = await pressUnseen(reporter, reporter.url(), {
    button: '[value=next]',
    fields: agreed,
    until: '/preview',
  })
  expect(await read(reporter, preview.url, '#send')).toContain(experts)
  await pressUnseen(reporter, preview.url, { button: '[value=send]' })
  await reporter.goto(`${boardOf(codes)}/receipt/1`)
  const shared = reporter.locator('section.card').filter({ hasText: experts })
  const shownTo = (await shared.getByRole('link').first().getAttribute('href')) ?? ''
  expect(await read(reporter, shownTo)).toContain('侵入型ランサムウェア攻撃')
  expect(await read(reporter, shownTo, '.document')).not.toContain(organisation)

  const consents = `${boardOf(codes)}/consents`
  expect(await read(reporter, consents, '#sharing-consent-expert')).toContain(`${experts}（第1版`)
  await pressUnseen(reporter, consents, { button: '[value=sharing-consent-expert]' })
  const consent = await read(reporter, consents, '#sharing-consent-expert')
  expect(consent).toContain('同意を撤回しました')
  expect(consent).toContain(`${experts}（第1版`)
  expect((await read(reporter, boardOf(codes))).split('共有への同意を撤回しました')).toHaveLength(2)

  const change = { button: '[value=preview]', fields: { 'incident-attack-type': 'targeted' } }
  const second = await pressUnseen(reporter, `${boardOf(codes)}/answer/now-start`, change)
  expect(await read(reporter, second.url, '#send')).not.toContain(experts)
  const gone = await read(reporter, second.url, 'a[href$="#thread-isac"]')
  expect(gone, 'who hears no more is named').toBe(experts)
  const { text: receipt } = await pressUnseen(reporter, second.url, { button: '[value=send]' })
  expect(receipt).toContain('受け付けました')
  expect(receipt).not.toContain(experts)
  const desk = await comeIn()
  await enterAtCase(desk, police, organisation)
  expect(await desk.locator('#report').textContent()).toContain('第2版')
})
