import { expect, test } from 'vitest'
import { pageVersion, readPageVersion } from '#app/reports/form/page-version.server.ts'

const draft = {
  version: 7,
  answers: { 'org-name': '架空病院', 'org-address': { prefecture: '徳島県', city: '架空町' } },
}
const page = readPageVersion(pageVersion(draft, ['org-name', 'org-address', 'contact-phone']))

test('a page remembers its version', () => {
  expect(page.base).toBe(7)
})

test('a field that comes back as it was shown was not touched, empty or not', () => {
  expect(page.isAsShown('org-name', '架空病院')).toBe(true)
  expect(page.isAsShown('org-address', { city: '架空町', prefecture: '徳島県' })).toBe(true)
  expect(page.isAsShown('contact-phone', undefined)).toBe(true)
})

test('a field that was changed, filled in or cleared was touched', () => {
  expect(page.isAsShown('org-name', '架空医院')).toBe(false)
  expect(page.isAsShown('contact-phone', '088-000-0000')).toBe(false)
  expect(page.isAsShown('org-name', undefined)).toBe(false)
})

test('a page that shows two answers to choose from means what it posts', () => {
  const choice = readPageVersion('8')
  expect(choice.base).toBe(8)
  expect(choice.isAsShown('contact-phone', undefined)).toBe(false)
})

test('a page with nothing answered still knows that nothing was shown', () => {
  const empty = readPageVersion(pageVersion({ version: 1, answers: {} }, ['org-name']))
  expect(empty.isAsShown('org-name', undefined)).toBe(true)
  expect(empty.isAsShown('org-name', '架空病院')).toBe(false)
})
