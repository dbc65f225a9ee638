import { array, assert, constantFrom, dictionary, jsonValue, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { currentEdition } from '#forms/edition.ts'
import { unknown, type Answers, type ItemId } from '#forms/item.ts'
import { framing, identifying, technicalItems } from '#forms/mandates/identifying.ts'
import { technicalPlan } from '#forms/mandates/technical-plan.ts'
import { isTechnicalOnly, mayTell, technicalOnly } from '#forms/mandates/technical.ts'
import { noChoices, projectionFor } from '#forms/projection.ts'
import { cases } from '#test/corpus/expectations.ts'
import { planOf } from '#test/forms/plan-world.ts'

const withoutMandate = { role: 'vendor', organisation: '架空セキュリティ', authorised: false }
const items = [...currentEdition.items.keys()]

test('every item of the form is judged once: technical, about the report, or identifying for a reason', () => {
  const judged = [...technicalItems, ...framing, ...identifying.keys()]
  expect(judged.toSorted()).toEqual(items.toSorted())
})

const posted = tuple(
  constantFrom(...cases.map(({ answers }) => answers), {}),
  dictionary(constantFrom(...items), jsonValue({ maxDepth: 2 }), { maxKeys: 15 }),
).map(([answers, more]): Answers => JSON.parse(JSON.stringify({ ...answers, ...more })))

test('whatever a vendor without a mandate posts, nothing that identifies the client is kept or delivered', () => {
  assert(
    property(posted, (told) => {
      const { answers, refused: put } = technicalOnly({ ...told, 'reporter-capacity': withoutMandate })
      for (const item of Object.keys(answers)) expect(identifying.has(item)).toBe(false)
      for (const item of Object.keys(told)) expect(item in answers || put.some((one) => one.item === item)).toBe(true)
      const wished = {
        ...answers,
        'report-recipients': ['police', 'ppc', 'jpcert', 'ipa'],
        'sharing-consent-expert': true,
      }
      const plan = technicalPlan(planOf(wished))
      for (const { recipient, clocks, reasons, verdict } of plan.routes) {
        expect(clocks).toEqual([])
        expect(verdict).not.toBe('required')
        expect(reasons.map(({ duty }) => duty)).toEqual(reasons.map(() => 'voluntary'))
        for (const { item, strength } of projectionFor(plan, wished, recipient, noChoices)?.items ?? []) {
          expect([strength, identifying.has(item)]).toEqual(['anonymised', false])
        }
      }
    }),
  )
})

test('also without the filter before it, the plan of a vendor without a mandate delivers nothing that identifies', () => {
  assert(
    property(posted, array(constantFrom('police', 'ppc', 'jpcert', 'ipa', 'nco')), (told, wishes) => {
      const answers: Answers = { ...told, 'reporter-capacity': withoutMandate, 'report-recipients': wishes }
      const plan = technicalPlan(planOf(answers))
      const sent = plan.routes.flatMap(
        ({ recipient }) => projectionFor(plan, answers, recipient, noChoices)?.items ?? [],
      )
      expect(sent.filter(({ item }) => !mayTell(item))).toEqual([])
    }),
  )
})

test('JPCERT/CC is told the findings of a vendor, and no duty is met by it', () => {
  const told: Answers = {
    'reporter-capacity': withoutMandate,
    'incident-attack-type': ['intrusion-ransomware'],
    'incident-cyber-suspected': 'yes',
    'pd-involved': 'yes',
    'org-name': '架空みどり病院',
    'ioc-network': ['203.0.113.9'],
    'report-recipients': ['jpcert', 'ppc'],
  }
  const { answers } = technicalOnly(told)
  const plan = technicalPlan(planOf(answers))
  const sent = projectionFor(plan, answers, 'jpcert', noChoices)?.items.map(({ item }) => item)
  expect(sent).toEqual(expect.arrayContaining(['incident-attack-type', 'ioc-network']))
  expect(plan.routes.map(({ recipient }) => recipient).filter((id) => id !== 'jpcert' && id !== 'isac')).toEqual([])
})

const refused = (answers: Answers, names?: string[]) =>
  technicalOnly(answers, names).refused.map(({ item, why }) => [item, why] satisfies [ItemId, string])

test('a text that names somebody is refused, and the words by which the vendor knows the client are one', () => {
  expect(refused({ 'cause-malware': { name: '株式会社架空商店で見つかったもの' } })).toEqual([
    ['cause-malware', 'text'],
  ])
  expect(refused({ 'ransom-family': 'Akira, 03-0000-0000' })).toEqual([['ransom-family', 'text']])
  expect(refused({ 'sys-software': ['ミドリ病院電子カルテ 2.1'] }, ['みどり病院', 'ミドリ病院'])).toEqual([
    ['sys-software', 'text'],
  ])
  expect(refused({ 'sys-software': ['Fortigate 7.2'] }, ['みどり病院'])).toEqual([])
  expect(refused({ 'impact-business': 'x', 'pd-involved': 'yes' })).toEqual([
    ['impact-business', 'business'],
    ['pd-involved', 'persons'],
  ])
})

test.each([
  '架空みどり病院で見つかった検体',
  '医療法人架空会の端末',
  '合同会社カクウ',
  '架空精機㈱',
  'ｶﾌﾞｼｷｶﾞｲｼｬｶｸｳ',
  '架空市役所の職員端末',
  'prx-n01.kakuu.local:8080 を経由',
  '\\\\kakuu-fs\\製造管理部',
  'C:\\Users\\yamada.t\\AppData\\Roaming\\x.dat',
  'Received: from mx.example.net\nTo: 担当 <taro@kakuu.example.jp>',
])('also somebody whose name nobody told the portal is recognised by what stands around it: %s', (name) => {
  expect(refused({ 'cause-malware': { name } })).toEqual([['cause-malware', 'text']])
})

test.each([
  'Fortinet, Inc. FortiOS 7.2.5',
  'CN=Sectigo Public Code Signing CA R36',
  'Trend Micro Apex One',
  '地方銀行を狙うキャンペーン',
  '国立大学と総合病院を標的とする',
  '感染した病院および銀行から盗んだもの',
  'C:\\Users\\Public\\Music\\intro.wav',
  '\\\\.\\pipe\\mojo.5688',
  '\\\\203.0.113.5\\share\\a.dll',
  'corp-update.attacker.example',
  'From: evil@attacker.example\nSubject: 請求書',
  'http://compromised.example.co.jp/wp-content/x.php',
])('what tells of the attacker, of products or of a whole trade is taken: %s', (name) => {
  expect(refused({ 'cause-malware': { name } })).toEqual([])
  expect(refused({ 'phish-artefact': { impersonated: '架空銀行' } })).toEqual([])
})

test('of a time only the day is kept', () => {
  const { answers } = technicalOnly({
    'time-occurrence': { value: '2026-11-01T23:40:00+09:00', certainty: 'estimated' },
    'time-detection': unknown,
  })
  expect(answers).toEqual({
    'time-occurrence': { value: '2026-11-01T00:00:00+09:00', certainty: 'estimated' },
    'time-detection': unknown,
  })
})

test('only who says outright that nobody asked for it is held to technical information', () => {
  expect(isTechnicalOnly({ 'reporter-capacity': withoutMandate })).toBe(true)
  expect(isTechnicalOnly({ 'reporter-capacity': { role: 'agent', authorised: false } })).toBe(true)
  expect(isTechnicalOnly({ 'reporter-capacity': { role: 'vendor', authorised: true } })).toBe(false)
  expect(isTechnicalOnly({ 'reporter-capacity': { role: 'vendor' } })).toBe(false)
  expect(isTechnicalOnly({ 'reporter-capacity': { role: 'victim' } })).toBe(false)
  expect(isTechnicalOnly({})).toBe(false)
})

test('a client that is known by name is recognised however the name is written', () => {
  const names = ['株式会社あおば精機', 'AOBA Seiki Co., Ltd.']
  const written = `あおば精機の本社 アオバ精機 ｱｵﾊﾞ精機 あ・お・ば精機 aobaseiki vpn.aoba-seiki.example
    http://drop.example/%E3%81%82%E3%81%8A%E3%81%B0%E7%B2%BE%E6%A9%9F`
  for (const told of [...written.split(/\s+/), 'あおば 精機', 'ア オ バ 精 機', 'Aoba Seiki KK'])
    expect(refused({ 'ransom-family': told }, names), told).toEqual([['ransom-family', 'text']])
  for (const told of ['青葉精機', 'あおば', 'aoba', 'Akira', '精機メーカー向け'])
    expect(refused({ 'ransom-family': told }, names), told).toEqual([])
})
