/** A case at the commission: who answers for it, what it looks like beside another, what became of it. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { escalate } from '#app/escalations/escalate.server.ts'
import { stories } from '#app/demo/stories.ts'
import { tellStory } from '#app/tell-story.server.ts'
import { expectNoRawPlaceholders, expectNoSidewaysScrolling, expectSound, visitors } from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { extractAll } from '#test/support/extracts.ts'
import { openPortal, type OpenPortal } from '#test/support/officers.ts'
import { caseOf, enterDesk, unfold } from './filing.ts'
import { countOn, read } from './unseen.ts'

let portal: OpenPortal
const lobby = openLobby()
beforeAll(async () => {
  portal = await openPortal()
})
afterAll(async () => {
  await lobby.close()
  await portal.stop()
})

async function comeIn(options: BrowserContextOptions, name: string, at?: string): Promise<Page> {
  const page = await lobby.comeIn(portal.origin, options)
  await enterDesk(page, name, at)
  return page
}

const mainOf = (page: Page) => page.locator('main').textContent()

test('a team and a rule are made, a case gets both, a rule brings it up, and somebody takes the mark off', async () => {
  const page = await comeIn(visitors.desktop, '青木（架空）')
  await page.getByRole('link', { name: 'チーム', exact: true }).click()
  await page.locator('#new-team button').click()
  expect(await page.getByRole('alert').textContent()).toContain('チームの名前を入力してください')
  await expectSound(page)
  await page.locator('#new-name').fill('漏えい対応チーム')
  await page.getByLabel('平野（架空）').last().check()
  await page.locator('#new-team button').click()
  await expect.poll(() => mainOf(page)).toContain('漏えい対応チーム')

  await page.getByRole('link', { name: 'エスカレーション', exact: true }).click()
  await page.locator('#new-condition').selectOption('severity')
  expect(await page.locator('#new-hours').isVisible()).toBe(false)
  await page.locator('#new-rule button').click()
  const alert = page.getByRole('alert')
  expect(await alert.textContent()).toContain('重大度の段階を選んでください')
  expect(await alert.textContent()).toContain('だれに知らせるかを選んでください')
  await expectSound(page)
  await page.locator('#new-severity').selectOption('high')
  await page.locator('#new-tells').selectOption('team')
  await page.locator('#new-rule button').click()
  await expect.poll(() => mainOf(page)).toContain('重大度が「重い」以上のとき、チーム全員に知らせる')

  await page.goto(await caseOf(page, 'みどり病院'))
  await unfold(page, 'arrangement')
  await page.locator('#arrangement-deputy').selectOption({ label: '平野（架空）' })
  await page.locator('#arrangement-team').selectOption({ label: '漏えい対応チーム' })
  await page.locator('#arrangement button').click()
  await unfold(page, 'assessment')
  await page.locator('#assessment-severity').selectOption('extreme')
  await page.locator('#assessment-reason').fill('救急の受け入れが止まっている')
  await page.locator('#assessment button').click()
  const summary = page.locator('#summary')
  for (const said of ['漏えい対応チーム', '平野（架空）', '極めて重い', '救急の受け入れ']) {
    expect(await summary.textContent()).toContain(said)
  }

  const worker = { kind: 'worker' } as const
  await escalate({ db: portal.database.as(worker), actor: worker, now: new Date() })
  expect(await countOn(page, '/desk?escalated=1&team=1', '#queue-table tbody tr')).toBe(0) // the team is 平野's
  await page.goto('/desk?escalated=1')
  expect(await page.locator('#queue-table tbody tr').textContent()).toContain('重大度：極めて重い')
  await expectSound(page)
  await page.getByRole('link', { name: 'みどり病院' }).click()
  expect(await page.locator('#escalated').textContent()).toContain('重大度が「重い」以上のとき')
  await expectSound(page)
  await page.locator('#escalated button').click()
  expect(await page.locator('#escalated').count()).toBe(0)
})

test('a second report of the same incident is found, merged with a reason, and taken out again', async () => {
  const hospital = stories.find(({ id }) => id === 'hospital')
  if (!hospital) throw new Error('the story is gone')
  await tellStory(portal.database, { ...hospital, filedHoursAgo: 1, acts: [] }, new Date())
  await extractAll(portal.database)
  const page = await comeIn(visitors.desktop, '平野（架空）')
  const address = await page
    .getByRole('link', { name: 'みどり病院' })
    .first()
    .evaluate((link: HTMLAnchorElement) => link.href)
  await expect.poll(() => read(page, `${address}/related`)).toContain('法人番号が同じです')
  await page.goto(`${address}/related`)
  await page.locator('#merger button').click()
  const alert = page.getByRole('alert')
  await expect.poll(() => alert.textContent()).toContain('統合先の事案を選ぶか')
  expect(await alert.textContent()).toContain('理由を入力してください')
  await expectSound(page)

  await page.locator('#merger input[name=master]').first().check()
  await page.locator('#merger-reason').fill('同じ件を二つの部署が報告したため')
  await page.locator('#merger button').click()
  await expect.poll(() => mainOf(page)).toContain('この事案は、次の事案に統合されています')
  expect(await page.locator('#summary').textContent()).toContain('統合済み')
  await expectSound(page)
  await page.goto('/desk')
  expect(await page.getByRole('link', { name: 'みどり病院' }).count()).toBe(1)
  await page.getByRole('link', { name: 'みどり病院' }).click()
  expect(await page.locator('#merged').textContent()).toContain('この事案に統合した事案（1）')

  await page.goto(address)
  await unfold(page, 'unmerge')
  await page.locator('#unmerge button').click()
  await expect.poll(() => alert.textContent()).toContain('理由を入力してください')
  await page.locator('#unmerge-reason').fill('別の件でした')
  await page.locator('#unmerge button').click()
  await expect.poll(() => mainOf(page)).toContain('統合を解きました')
  expect(await countOn(page, '/desk', '#queue-table a', 'みどり病院')).toBe(2)
  expect(await countOn(page, `${address}/timeline?kind=merge`, '.message')).toBe(2)
})

test.each(['ja-JP', 'en-GB'])(
  'on a phone without script, everything around a case can be read (%s)',
  async (locale) => {
    const page = await comeIn({ ...visitors.phoneWithoutScript, locale }, '平野（架空）', '/desk?state=all')
    await page.getByRole('link', { name: 'みやぎの学院' }).first().click()
    const address = page.url()
    const [name] = await page.locator('#revisions a[href*=compare]').allTextContents()
    expect(name).toContain('3')
    for (const part of ['/compare', '/timeline', '/related']) {
      await page.goto(`${address}${part}`)
      await expectNoSidewaysScrolling(page)
      await expectNoRawPlaceholders(page)
    }
    const compared = (part: string) => countOn(page, `${address}/compare?from=1&to=3`, `#compared ${part}`)
    expect(await compared('tbody tr')).toBeGreaterThan(3)
    expect(await compared('del')).toBeGreaterThan(0)
    expect(await compared('ins')).toBeGreaterThan(0)
    for (const part of ['/desk/teams', '/desk/escalations']) {
      await page.goto(part)
      await expectNoSidewaysScrolling(page)
      await expectNoRawPlaceholders(page)
      expect(await page.locator('main form[action^="/desk/"]').count()).toBe(0) // only an administrator changes them
    }
  },
)
