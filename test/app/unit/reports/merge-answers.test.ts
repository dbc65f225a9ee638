import { expect, test } from 'vitest'
import { mergeAnswers, type DraftState } from '#app/reports/form/merge-answers.ts'

const draft: DraftState = {
  version: 5,
  answers: { 'org-name': '架空病院', 'contact-phone': '03-0000-0000' },
  stamps: { 'org-name': '2', 'contact-phone': '5' },
}

test('a page changes only what it showed', () => {
  const { draft: merged, changed } = mergeAnswers(draft, {
    base: 5,
    items: ['org-name'],
    answers: { 'org-name': '架空医院' },
  })
  expect(changed).toEqual(['org-name'])
  expect(merged.answers).toEqual({ 'org-name': '架空医院', 'contact-phone': '03-0000-0000' })
  expect(merged.version).toBe(6)
  expect(merged.stamps).toEqual({ 'org-name': '6', 'contact-phone': '5' })
})

test('a shown field that comes back blank removes its answer', () => {
  const { draft: merged } = mergeAnswers(draft, { base: 5, items: ['org-name'], answers: {} })
  expect(merged.answers).toEqual({ 'contact-phone': '03-0000-0000' })
})

test('a page that changes nothing leaves the version alone', () => {
  const merge = mergeAnswers(draft, { base: 5, items: ['org-name'], answers: { 'org-name': '架空病院' } })
  expect(merge.draft).toBe(draft)
})

test('parts in another order are the same answer', () => {
  const kept = { ...draft, answers: { 'org-address': { prefecture: '徳島県', city: '架空町' } } }
  const answers = { 'org-address': { city: '架空町', prefecture: '徳島県' } }
  expect(mergeAnswers(kept, { base: 5, items: ['org-address'], answers }).changed).toEqual([])
})

test('an item that another screen has changed since is not overwritten', () => {
  const page = {
    base: 4,
    items: ['org-name', 'contact-phone'],
    answers: { 'org-name': '架空医院', 'contact-phone': '06-0000-0000' },
  }
  const { draft: merged, conflicts } = mergeAnswers(draft, page)
  expect(conflicts).toEqual([{ item: 'contact-phone', mine: '06-0000-0000', theirs: '03-0000-0000' }])
  expect(merged.answers).toEqual({ 'org-name': '架空医院', 'contact-phone': '03-0000-0000' })
})

test('two screens that say the same do not conflict', () => {
  const page = { base: 4, items: ['contact-phone'], answers: { 'contact-phone': '03-0000-0000' } }
  expect(mergeAnswers(draft, page).conflicts).toEqual([])
})

test('clearing an item that another screen has changed is a conflict too', () => {
  const { conflicts } = mergeAnswers(draft, { base: 4, items: ['contact-phone'], answers: {} })
  expect(conflicts).toEqual([{ item: 'contact-phone', mine: undefined, theirs: '03-0000-0000' }])
})
