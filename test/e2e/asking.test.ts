/** Bodies ask with care, answer back, and everybody can see who reads what is typed. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  expectNoAxeViolations,
  expectNoRawPlaceholders,
  expectNoSidewaysScrolling,
  visitors,
} from '#test/support/browser.ts'
import { openLobby } from '#test/support/lobby.ts'
import { startServer, type TestServer } from '#test/support/server.ts'
import { boardOf, enterAtCase, enterDesk, fileUnseen, hospital, openNewest, unfold, type Codes } from './filing.ts'
import { read } from './unseen.ts'

let server: TestServer
const lobby = openLobby()
beforeAll(async () => {
  server = await startServer()
})
afterAll(async () => {
  await lobby.close()
  await server.stop()
})

const comeIn = (visitor: keyof typeof visitors = 'desktop') => lobby.comeIn(server.origin, visitors[visitor])

/** Controls for free text that do not say who reads along, by name. An item of the form says it under "why". */
async function withoutReaders(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts =
      'textarea, input:not([type]), input[type=text], input[type=search], input[type=url], input[type=email], input[type=tel]'
    const controls = [...document.querySelectorAll<HTMLInputElement>(`main :is(${texts})`)]
    const silent = controls.filter((control) => {
      const ids = (control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean)
      const says = ids.some((id) => document.getElementById(id)?.querySelector('.audience') != null)
      const asksItem = control.closest('.field')?.querySelector('details') != null
      return !says && !asksItem
    })
    return silent.map(({ name }) => name)
  })
}

async function expectSound(page: Page): Promise<void> {
  await expectNoAxeViolations(page)
  await expectNoRawPlaceholders(page)
  await expectNoSidewaysScrolling(page)
  expect(await withoutReaders(page), `readers on ${page.url()}`).toEqual([])
}

/** A hospital files, to JPCERT/CC as well. */
const file = (page: Page): Promise<Codes> =>
  fileUnseen(page, hospital, { button: '[value=choose]', fields: { recipient: 'jpcert' } })

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const main = (page: Page) => page.locator('main').textContent()

test('from a template to an answer by consent, with a pause in between, and everybody knows who reads along', async () => {
  const reporter = await comeIn()
  const codes = await file(reporter)

  // The reporter cannot be interrupted now, and says so
  await reporter.goto(boardOf(codes))
  await unfold(reporter, 'hold')
  await reporter.locator('#hold-hours').selectOption('12')
  await press(reporter, '照会を控えるよう伝える')
  expect(await main(reporter)).toContain('理由を選んでください')
  await reporter.locator('#hold-reason').selectOption('containment')
  await reporter.locator('#hold-text').fill('担当は朝八時に戻ります。')
  await expectSound(reporter)
  await press(reporter, '照会を控えるよう伝える')
  expect(await main(reporter)).toContain('被害の封じ込めの作業中です')

  // The police keep a template, in two languages
  const police = await comeIn()
  await enterDesk(police, '鳴瀬（架空）', '/desk/templates')
  await police.locator('#kind').selectOption('question')
  await police.locator('#text-ja').fill('わかる範囲でお知らせください。')
  await press(police, '保存する')
  expect(await police.locator('#text-ja').inputValue()).toBe('わかる範囲でお知らせください。')
  await police.locator('#name-ja').fill('わかる範囲')
  await expectSound(police)
  await press(police, '保存する')
  expect(await main(police)).toContain('わかる範囲でお知らせください。')
  await expectSound(police)

  // They see the pause, and ask for two items at once, one of them beyond what any rule gives them
  await openNewest(police, hospital['org-name'])
  const caseFile = police.url()
  expect(await main(police)).toContain('担当は朝八時に戻ります。')
  await unfold(police, 'questions')
  await police.locator('#questions-item').selectOption('impact-safety')
  await police.getByText('ほかの項目もまとめて照会する').click()
  await police.locator('[name=items][value="cause-route"]').check()
  await police.locator('#questions-text').fill('お忙しいところ恐れ入ります。')
  await police.locator('#questions-template').selectOption({ label: 'わかる範囲' })
  await police.locator('#questions button[name=insert]').click()
  expect(await police.locator('#questions-text').inputValue()).toBe(
    'お忙しいところ恐れ入ります。\nわかる範囲でお知らせください。',
  )
  expect(await police.evaluate(() => document.activeElement?.id)).toBe('questions-text')
  expect(await police.locator('[name=items][value="cause-route"]').isChecked()).toBe(true)
  await expectSound(police)
  await press(police, '照会を送る')

  // JPCERT/CC sees that one question waits, and nothing of it; it advises, and tells of a warning
  const jpcert = await comeIn()
  await enterAtCase(jpcert, '湊（架空）', hospital['org-name'])
  await unfold(jpcert, 'questions')
  const desk = await main(jpcert)
  expect(desk).toContain('合わせて1件の照会')
  expect(desk).not.toContain('わかる範囲でお知らせください')
  await unfold(jpcert, 'warnings')
  await jpcert.locator('#warnings-on').fill('2026-11-01')
  await jpcert.locator('#warnings-url').fill('https://www.example.or.jp/alert/1')
  await press(jpcert, '報告者に知らせる')
  await expectSound(jpcert)

  // On the phone: the warning was of use; both items are answered, and one of them may go to the police
  await reporter.goto(boardOf(codes))
  await reporter.setViewportSize(visitors.phone.viewport)
  await expectSound(reporter)
  expect(await reporter.getByRole('link', { name: 'https://www.example.or.jp/alert/1' }).count()).toBe(1)
  await press(reporter, '役に立った')
  const question = reporter.locator('#questions section.card')
  await question.locator('[name="cause-route"]').fill('VPN装置から入られました。')
  await question.locator('[name="impact-safety"]').fill('救急の受け入れを止めています。')
  expect(await question.textContent()).not.toContain('この項目への回答はありますが')
  await question.getByRole('button', { name: 'この回答で送る' }).click()
  expect(await question.textContent(), 'why the question is still there').toContain('この項目への回答はありますが')
  await question.getByLabel('人の安全・診療への影響').last().check()
  await question.getByRole('button', { name: 'この回答で送る' }).click()
  expect(await reporter.locator('#questions').count()).toBe(0)
  await reporter.goto(`${boardOf(codes)}/consents`)
  expect(await reporter.locator('#answers').textContent()).toContain('人の安全・診療への影響')
  await expectSound(reporter)

  const told = await read(police, caseFile)
  expect(told).toContain('VPN装置から入られました。')
  expect(told).toContain('救急の受け入れを止めています。')
  expect(told).toContain('報告者の同意を得て')
  const other = await read(jpcert, jpcert.url())
  expect(other).toContain('報告者の評価：役に立った')
  expect(other).not.toContain('救急の受け入れを止めています。')

  // A colleague is named in a note, and finds it
  await police.locator('#notes textarea').fill('@井上 続きをお願いします。')
  await press(police, 'メモを残す')
  expect(await police.locator('#notes mark').textContent()).toBe('@井上')
  const colleague = await comeIn('phoneWithoutScript')
  await enterDesk(colleague, '井上（架空）')
  await colleague.getByRole('link', { name: '自分あてのメモ' }).click()
  await expectNoSidewaysScrolling(colleague)
  await colleague.getByRole('link', { name: hospital['org-name'] }).click()
  expect(await main(colleague)).toContain('続きをお願いします。')
  await colleague.goto('/desk/mentions')
  await colleague.getByRole('button', { name: /確認した/ }).click()
  expect(await main(colleague)).not.toContain('未確認')
})

test('every other page where something is typed says who reads it', async () => {
  const reporter = await comeIn()
  const codes = await file(reporter)
  for (const page of ['', '/compare', '/withdrawal', '/notices', '/calendar', '/hold']) {
    await reporter.goto(`${boardOf(codes)}${page}`)
    expect(await withoutReaders(reporter), page).toEqual([])
  }
  const officer = await comeIn()
  await enterDesk(officer, '青木（架空）')
  expect(await withoutReaders(officer), officer.url()).toEqual([])
  for (const page of ['export', 'templates', 'teams', 'escalations', 'notices', 'intake']) {
    await officer.goto(`/desk/${page}`)
    expect(await withoutReaders(officer), page).toEqual([])
  }
})
