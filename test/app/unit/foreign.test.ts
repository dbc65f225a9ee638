import { expect, test } from 'vitest'

import { foreignIn } from '#app/i18n/foreign.ts'

test.each([
  '架空あわ町立みどり病院',
  '青木（架空）',
  'VPN装置の型番と更新の状況だけでもかまいません。',
  '日本語',
  '2026年11月20日、電子カルテが使えなくなりました。',
])('“%s” is Japanese on an English page', (text) => {
  expect(foreignIn('en', text)).toBe('ja')
  expect(foreignIn('ja', text)).toBeNull()
})

test.each([
  'Come in as 青木（架空）',
  'Number 個情委架空第1042号',
  '架空あわ町立みどり病院救急部 sent it',
  'Name: 阿部（架空）',
  'Hospital',
  '2026-11-20',
  '',
])('“%s” stays in the language of an English page', (text) => {
  expect(foreignIn('en', text)).toBeNull()
})

test.each([
  'The patient server was encrypted overnight.',
  'Course of events',
  'We’re restoring — from a backup',
  'YOUR FILES (all of them) - ENCRYPTED',
])('“%s” is English on a Japanese page', (text) => {
  expect(foreignIn('ja', text)).toBe('en')
  expect(foreignIn('en', text)).toBeNull()
})

test.each([
  'HKMP-RWXY-HK',
  'JPCERT/CC',
  'Windows Server 2019',
  'report@hospital.example.jp',
  'Café de la gare du Nord',
  '架空 Clinic',
])('“%s” says nothing on a Japanese page', (text) => {
  expect(foreignIn('ja', text)).toBeNull()
})
