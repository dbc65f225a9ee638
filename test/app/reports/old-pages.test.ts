/** Pages that are open while another screen changes the same report, saved again and again as somebody types. */
import { expect, test } from 'vitest'

import { pageVersion } from '#app/reports/form/page-version.server.ts'
import { savePage } from '#app/reports/form/save-page.server.ts'
import type { Context, Holder } from '#db/context.ts'
import { testDatabase } from '#test/support/database.ts'

import { draftOf, newReport, save } from './reports.world.ts'

const database = await testDatabase()
const shown = ['org-name', 'incident-summary', 'contact-phone']

interface Page {
  version: string
  fields: Readonly<Record<string, string>>
}

/** As the page's own script does it: what it answers is the version of the next. */
async function saveAgain(reporter: Context<Holder>, { version, fields }: Page) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ version, shown: shown.join(' '), ...fields })) form.set(name, value)
  const saved = await savePage(reporter, form)
  return { conflicts: saved.conflicts.map(({ item }) => item), page: { version: saved.version, fields } }
}

test('a page that saves itself leaves alone, also the second time, what another screen changed', async () => {
  const reporter = await newReport(database)
  await save(reporter, { 'org-name': '古い名前', 'incident-summary': 'はじめ' })
  const fields = { 'org-name': '古い名前', 'incident-summary': 'はじめ' }
  let page: Page = { version: pageVersion(await draftOf(reporter), shown), fields }
  await save(reporter, { 'org-name': '別の画面で直した名前' })
  for (const text of ['はじめと、続き', 'はじめと、続きと、終わり']) {
    const again = await saveAgain(reporter, { ...page, fields: { ...fields, 'incident-summary': text } })
    expect(again.conflicts).toEqual([])
    page = again.page
  }
  expect((await draftOf(reporter)).answers).toMatchObject({
    'org-name': '別の画面で直した名前',
    'incident-summary': 'はじめと、続きと、終わり',
  })
})

test('what stands there unseen is asked about when somebody changes it, however often the page was saved', async () => {
  const reporter = await newReport(database)
  await save(reporter, { 'org-name': '古い名前' })
  const fields = { 'org-name': '古い名前' }
  const page = { version: pageVersion(await draftOf(reporter), shown), fields }
  await save(reporter, { 'org-name': '別の画面で直した名前', 'incident-summary': '別の画面で書いた' })
  const first = await saveAgain(reporter, { ...page, fields: { ...fields, 'contact-phone': '088-000-0000' } })
  expect(first.conflicts).toEqual([])
  const changed = { 'org-name': 'この画面で直した名前', 'incident-summary': 'この画面で書いた' }
  const second = await saveAgain(reporter, { ...first.page, fields: { ...changed, 'contact-phone': '088-000-0001' } })
  expect(second.conflicts).toEqual(['org-name', 'incident-summary'])
  const third = await saveAgain(reporter, { ...second.page, fields: { ...changed, 'contact-phone': '088-000-0002' } })
  expect(third.conflicts, 'its own number is nobody else’s').toEqual(['org-name', 'incident-summary'])
  expect((await draftOf(reporter)).answers).toMatchObject({
    'org-name': '別の画面で直した名前',
    'incident-summary': '別の画面で書いた',
    'contact-phone': '088-000-0002',
  })
})

test('what cannot be read yet is no leave to write over what another screen said meanwhile', async () => {
  const reporter = await newReport(database)
  const page = { version: pageVersion(await draftOf(reporter), shown), fields: { 'contact-phone': '12' } }
  await save(reporter, { 'contact-phone': '088-000-0009' })
  const half = await saveAgain(reporter, page)
  expect(half.conflicts).toEqual([])
  const whole = await saveAgain(reporter, { ...half.page, fields: { 'contact-phone': '088-000-0001' } })
  expect(whole.conflicts).toEqual(['contact-phone'])
})
