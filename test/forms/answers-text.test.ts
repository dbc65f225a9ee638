import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { parseAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

/** What a typed text becomes, or the code of its problem. */
function read(item: string, typed: string): unknown {
  const { answers, problems } = parseAnswers(currentEdition, [item], { [item]: typed })
  return problems[0]?.code ?? answers[item]
}

test.for([
  ['7120001077523', '7120001077523'], // published by the ministry: NTT West
  ['７１２０００１０７７５２３', '7120001077523'],
  ['7-1200-0107-7523', '7120001077523'],
  ['8120001077523', 'corporateNumberDigit'],
  ['712000107752', 'corporateNumber'],
  ['なし', 'none'],
  ['不明です', 'corporateNumber'],
  ['7120001077523712000107752371200', 'corporateNumber'], // longer than is kept: still told what it is
])('corporate number %s', ([typed = '', expected]) => {
  expect(read('org-corporate-number', typed)).toBe(expected)
})

test('one wrong digit in a corporate number is noticed, unless 0 and 9 were confused, which the rule cannot see', () => {
  const published = '7120001077523'
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 9 }), (place, digit) => {
      const slip = Math.abs(digit - Number(published[place]))
      const typed = `${published.slice(0, place)}${digit}${published.slice(place + 1)}`
      expect(read('org-corporate-number', typed)).toBe(slip % 9 === 0 ? typed : 'corporateNumberDigit')
    }),
  )
})

test.for([
  ['徳島県', '770-0000', '770-0000'],
  ['徳島県', '〒７７０ー００００', '770-0000'],
  ['徳島県', '7700000', '770-0000'],
  ['徳島県', '770-000', 'postcode'],
  ['徳島県', '770-OOOO', 'postcode'],
  ['徳島県', '徳島市', 'postcode'],
  ['abroad', '75008', '75008'],
  ['abroad', 'SW1A 1AA', 'SW1A 1AA'],
])('in %s the postcode %s', ([prefecture, postcode, expected]) => {
  const fields = { 'org-address.prefecture': prefecture, 'org-address.postcode': postcode }
  const { answers, problems, typed } = parseAnswers(currentEdition, ['org-address'], fields)
  const kept = { answers: { 'org-address': { prefecture, postcode: expected } }, problems: [] }
  const wrong = { answers: {}, problems: [{ item: 'org-address', part: 'postcode', code: expected }] }
  expect({ answers, problems }).toEqual(expected === 'postcode' ? wrong : kept)
  expect(typed['org-address.postcode']).toEqual([postcode])
})

test('having no corporate number is an answer', () => {
  const fields = { 'org-corporate-number.instead': 'none' }
  const { answers } = parseAnswers(currentEdition, ['org-corporate-number'], fields)
  expect(answers).toEqual({ 'org-corporate-number': 'none' })
})

test.for([
  ['+81-3-0000-0000', '+81-3-0000-0000'],
  ['０３－００００－００００', '03-0000-0000'],
  ['03（0000）0000', '03-0000-0000'],
  ['03ー0000ー0000', '03-0000-0000'],
  ['09000000000', '09000000000'],
  ['03-0000-0000 内線12', '03-0000-0000 内線12'],
  ['03-0000-0000（内線：12）', '03-0000-0000 内線12'],
  ['+81-3-0000-0000 ext. 12', '+81-3-0000-0000 ext. 12'],
  ['+81 (0)3-0000-0000', '+81-3-0000-0000'],
  ['03-0000-0000（代表）', '03-0000-0000（代表）'],
  ['03-0000-0000 (直通)', '03-0000-0000（直通）'],
  ['090-0000-0000 夜間', '090-0000-0000（夜間）'],
  ['（代表）', 'phone'],
  ['110', 'phone'],
  ['代表番号', 'phone'],
])('telephone %s', ([typed = '', expected]) => {
  expect(read('contact-phone', typed)).toBe(expected)
})

test.for([
  ['report@victim.example.jp', 'report@victim.example.jp'],
  ['ｒｅｐｏｒｔ＠ｖｉｃｔｉｍ．ｅｘａｍｐｌｅ．ｊｐ', 'report@victim.example.jp'],
  ['mailto:report@victim.example.jp', 'report@victim.example.jp'],
  ['report@victim', 'email'],
  ['report.victim.example.jp', 'email'],
  ['<a@b.example>', 'email'],
])('e-mail %s', ([typed = '', expected]) => {
  expect(read('contact-email', typed)).toBe(expected)
})

test.for([
  ['hxxps://evil[.]example/a', 'https://evil.example/a'],
  ['hxxp[:]//evil[.]example', 'http://evil.example'],
  ['hXXp://evil(dot)example', 'http://evil.example'],
  ['198[.]51[.]100[.]23', '198.51.100.23'],
  ['１９８．５１．１００．２３', '198.51.100.23'],
  ['198.51.100.0/24', '198.51.100.0/24'],
  ['2001:db8::1', '2001:db8::1'],
  ['外部接続ルータ', '外部接続ルータ'],
  ['198.51.100.256', 'host'],
  ['198.51.100', 'host'],
  ['198.51.100.0/33', 'host'],
  ['\u200b198.51.100\u200b.23\ufeff', '198.51.100.23'], // as copied from a page or a chat
  ['2001:db8:\u200b:1', '2001:db8::1'],
  ['http://', 'url'],
])('network address %s', ([typed = '', expected]) => {
  const found = read('ioc-network', typed)
  expect(Array.isArray(found) ? found[0] : found).toBe(expected)
})

test.for([
  ['cve-2025-42599', 'CVE-2025-42599'],
  ['CVE-2099-0001（架空）', 'CVE-2099-0001（架空）'],
  ['VPN機器（CVE 未特定）', 'VPN機器（CVE 未特定）'],
  ['ＣＶＥ－２０２５－４２５９９', 'CVE-2025-42599'],
  ['cve‐2025‐42599', 'CVE-2025-42599'],
  ['CVE 2025 42599', 'CVE-2025-42599'],
  ['CVE-25-1', 'cve'],
])('vulnerability %s', ([typed = '', expected]) => {
  const found = read('cause-vulnerability', typed)
  expect(Array.isArray(found) ? found[0] : found).toBe(expected)
})

test.for([
  [
    'E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855',
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ],
  ['md5: d41d8cd98f00b204e9800998ecf8427e', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  ['C:\\Users\\Public\\evil.exe', 'C:\\Users\\Public\\evil.exe'],
  ['sha256:d41d8cd98f00b204e9800998ecf8427e', 'hash'],
  ['d41d8cd98f00b204e9800998ecf8427', 'hash'],
  ['d41d8cd9 8f00b204 e9800998 ecf8427e', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  ['D4:1D:8C:D9:8F:00:B2:04:E9:80:09:98:EC:F8:42:7E', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  ['ｄ４１ｄ８ｃｄ９８ｆ００ｂ２０４ｅ９８００９９８ｅｃｆ８４２７ｅ', 'md5:d41d8cd98f00b204e9800998ecf8427e'],
  ['d41d8cd9-8f00-b204-e980-0998ecf8427e', 'd41d8cd9-8f00-b204-e980-0998ecf8427e'], // a name, not a hash
  ['invoice\u202efdp.exe', 'invoice\u202efdp.exe'], // turned writing is how the file hides
])('malware %s', ([typed = '', expected]) => {
  const found = read('ioc-malware', typed)
  expect(Array.isArray(found) ? found[0] : found).toBe(expected)
})

test.for([
  ['cause-vulnerability', 'CVE-2025-0001、cve-2025-0002', ['CVE-2025-0001', 'CVE-2025-0002']],
  [
    'ioc-network',
    '198[.]51[.]100[.]23, hxxps://evil[.]example/a,b\nevil.example',
    ['198.51.100.23', 'https://evil.example/a,b', 'evil.example'],
  ],
  ['ioc-network', '外部接続ルータ、198.51.100.23', ['外部接続ルータ、198.51.100.23']],
  ['ioc-network', 'host: 198.51.100.23', ['host: 198.51.100.23']],
  ['ioc-network', '2001:db8::1 2001[:]db8::2', ['2001:db8::1', '2001:db8::2']],
  ['ioc-malware', 'C:\\Users\\a, b\\evil.exe', ['C:\\Users\\a, b\\evil.exe']],
  ['sys-address', 'srv1.example 198.51.100.7', ['srv1.example', '198.51.100.7']],
] as const)('several of a kind on one line of %s: %s', ([item, typed, expected]) => {
  expect(read(item, typed)).toEqual(expected)
})

test('what is wrong among several on a line is named by its line', () => {
  const { problems } = parseAnswers(currentEdition, ['ioc-network'], {
    'ioc-network': 'a.example, b.example\nc.example, 198.51.100.256',
  })
  expect(problems).toEqual([{ item: 'ioc-network', code: 'host', values: { line: 2 } }])
})

test.for([
  ['t1059.001', 'T1059.001'],
  ['認証情報の窃取', '認証情報の窃取'],
  ['T99', 'attackTechnique'],
])('technique %s', ([typed = '', expected]) => {
  const found = read('cause-ttp', typed)
  expect(Array.isArray(found) ? found[0] : found).toBe(expected)
})

test('names are kept letter for letter, with their rare forms', () => {
  for (const name of ['髙﨑病院', '𠮷野家', '辻󠄀医院', '葛󠄀城市', '①㈱架空', '神戸'])
    expect(read('org-name', name)).toBe(name)
})

test('line ends are made plain and a single line stays one', () => {
  expect(read('incident-summary', '一行目\r\n二行目\r三行目')).toBe('一行目\n二行目\n三行目')
  expect(read('incident-title', '件名\n続き')).toBe('件名 続き')
})

test('what the store could not keep is refused before it is lost', () => {
  expect(read('org-name', 'a\u0000b')).toBe('character')
  expect(read('org-name', '\ud800')).toBe('character')
  const { problems } = parseAnswers(currentEdition, ['org-name'], { 'org-name': 'あ'.repeat(201) })
  expect(problems).toEqual([{ item: 'org-name', code: 'tooLong', values: { max: 200, length: 201 } }])
})
