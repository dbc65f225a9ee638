import { expect, test } from 'vitest'
import { receiptPage, type Receipt } from '#app/documents/receipt.ts'
import { renderPdf } from '#app/documents/render-pdf.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { readPdf } from './read-pdf.ts'

const receipt: Receipt = {
  reference: 'K7WF-3HXM-9P',
  revision: 1,
  phase: 'initial',
  receivedAt: '2026-11-01T00:30:00Z',
  edition: '2026-10',
  rulebook: 'japan-2026-10',
  sent: [
    { recipient: 'ppc', digest: 'a1'.repeat(32), items: 41, given: 3 },
    { recipient: 'police', digest: 'b2'.repeat(32), items: 38, given: 3 },
  ],
  verifyAt: 'https://madoguchi.example.jp/verify',
}

async function textOf(shown: Receipt, language: 'ja' | 'en') {
  const bytes = await renderPdf(receiptPage(shown, documentWords(language)), { at: shown.receivedAt })
  const { sheets } = await readPdf(bytes)
  return sheets.flatMap(({ lines }) => lines).join('')
}

test.each(['ja', 'en'] as const)(
  'a receipt holds the reference, the time, the recipients and every digest (%s)',
  async (language) => {
    const text = await textOf(receipt, language)
    const words = documentWords(language)
    for (const expected of [
      receipt.reference,
      words.dateTime(receipt.receivedAt),
      ...receipt.sent.flatMap(({ recipient, digest }) => [words.recipient(recipient), digest]),
      'https://madoguchi.example.jp/verify',
    ]) {
      expect(text.replaceAll(' ', '')).toContain(expected.replaceAll(' ', ''))
    }
  },
)

test('it says what it does not prove', async () => {
  expect(await textOf(receipt, 'ja')).toContain('報告義務を果たし終えたこと')
  expect(await textOf(receipt, 'en')).toContain('It does not show that the content is correct')
})

test('only who reports to the police is told that this is no damage report', async () => {
  expect(await textOf(receipt, 'ja')).toContain('被害届ではありません')
  const without = { ...receipt, sent: receipt.sent.filter(({ recipient }) => recipient !== 'police') }
  expect(await textOf(without, 'ja')).not.toContain('被害届ではありません')
})

test('the police of one prefecture are named, as there are 47 of them', async () => {
  const named = async (prefecture: string | null, language: 'ja' | 'en') =>
    (await textOf({ ...receipt, prefecture }, language)).replaceAll(' ', '')
  expect(await named('岩手県', 'ja')).toContain('岩手県警察')
  expect(await named('岩手県', 'ja')).not.toContain('都道府県警察')
  expect(await named('岩手県', 'en')).toContain('IwatePrefecturalPolice')
  expect(await named('北海道', 'ja')).toContain('北海道警察')
  expect(await named('東京都', 'ja')).toContain('警視庁')
  expect(await named('東京都', 'en')).toContain('TokyoMetropolitanPoliceDepartment')
  for (const unknown of [null, 'abroad']) expect(await named(unknown, 'ja')).toContain('都道府県警察')
  const sent = receipt.sent.filter(({ recipient }) => recipient !== 'police')
  expect(await textOf({ ...receipt, sent, prefecture: '岩手県' }, 'ja')).not.toContain('岩手県')
})

test('what was given back stands on it, with when that was', async () => {
  const returned = [{ recipient: 'mhlw', digest: 'c3'.repeat(32), returnedAt: '2026-11-02T01:00:00Z' }]
  const text = (await textOf({ ...receipt, returned }, 'ja')).replaceAll(' ', '')
  expect(text).toContain('c3'.repeat(32))
  expect(text).toContain('2026年11月2日（月）10:00に返却され')
})

test('what to do with a receipt stands together, and not half of it on the next sheet', async () => {
  const { sheets } = await readPdf(await renderPdf(receiptOf(6, 'en'), { at: receipt.receivedAt }))
  const last = sheets.at(-1)?.lines.join(' ') ?? ''
  for (const line of ['Using this receipt', 'How and where', 'To go on']) expect(last).toContain(line)
})

test.each(['ja', 'en'] as const)('five recipients fit on one sheet (%s)', async (language) => {
  const page = receiptOf(5, language)
  const { sheets } = await readPdf(await renderPdf(page, { at: receipt.receivedAt }))
  expect(sheets).toHaveLength(1)
})

function receiptOf(recipients: number, language: 'ja' | 'en') {
  const sent = ['ppc', 'police', 'nco', 'jpcert', 'ipa', 'mhlw'].slice(0, recipients).map((recipient) => ({
    recipient,
    digest: 'd4'.repeat(32),
    items: 41,
    given: 3,
  }))
  return receiptPage({ ...receipt, sent }, documentWords(language))
}
