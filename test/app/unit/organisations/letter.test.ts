import { expect, test } from 'vitest'

import { wordsOf } from '#app/i18n/i18n.server.ts'
import { letterPage } from '#app/organisations/letter.ts'

const letter = {
  name: '架空部品プレス工業株式会社',
  address: '東京都架空大田区1-2-3',
  corporateNumber: '9999900011443',
  claimant: '堀（架空）',
  code: 'AAGM-MWWD-CG',
  site: 'https://portal.example.jp/organisations',
  at: '2026年11月23日（月）',
  about: 'https://portal.example.jp/about',
}
const rowsOf = (operator: { name: string | null; contacts: string[] }) =>
  letterPage({ ...letter, operator }, wordsOf('ja')).sections.flatMap(({ rows }) =>
    rows.map(({ label, value }) => [label, ...value]),
  )

test('a letter says who posts it and whom to ask', () => {
  const rows = rowsOf({ name: '架空運営機構', contacts: ['03-0000-0000'] })
  expect(rows).toContainEqual(['窓口の運営者', '架空運営機構'])
  expect(rows).toContainEqual(['お問い合わせ先', '03-0000-0000', letter.about])
  expect(rowsOf({ name: null, contacts: [] })).toContainEqual(['お問い合わせ先', letter.about])
})
