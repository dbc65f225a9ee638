import { expect, test } from 'vitest'
import { pageVersion, readPageVersion } from '#app/reports/form/page-version.server.ts'
import { formValues, parseAnswers } from '#forms/answers.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'

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

test('what the fields have no place for is not changed by saving the page', () => {
  const items = ['time-awareness', 'time-occurrence', 'feedback-request']
  const answers = {
    'time-awareness': '2026-11-01T00:30:45Z', // as a program wrote it
    'time-occurrence': { value: '2026-10-31T15:00:00Z', certainty: 'estimated', source: 'edr' },
    'feedback-request': [],
  }
  const { isAsShown } = readPageVersion(pageVersion({ version: 1, answers }, items))
  const posted = Object.assign({}, ...items.map((id) => formValues(itemOf(currentEdition, id), answers[id as never])))
  const { answers: back } = parseAnswers(currentEdition, items, posted)
  expect(back['time-awareness']).toBe('2026-11-01T09:30:00+09:00')
  expect(items.filter((item) => !isAsShown(item, back[item]))).toEqual([])
  expect(isAsShown('time-awareness', '2026-11-01T09:31:00+09:00')).toBe(false)
  expect(isAsShown('time-awareness', undefined)).toBe(false)
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
