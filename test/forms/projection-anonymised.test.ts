import { expect, test } from 'vitest'
import type { Answers } from '#forms/item.ts'
import { noChoices, projectionFor } from '#forms/projection.ts'
import { cases } from '#test/corpus/expectations.ts'
import { intrusion, planOf } from './plan-world.ts'

const victim: Answers = {
  ...intrusion,
  'incident-attack-type': ['phishing'],
  'sharing-consent-expert': true,
  'org-name': '北星商事株式会社',
  'org-corporate-number': '5999900010481',
  'org-address': { prefecture: '徳島県', city: '架空あわ町' },
  'contact-name': { name: '鳴門花子', department: '情報管理課' },
  'contact-phone': '088-000-1234',
  'contact-email': 'Hanako.Naruto@mail.hokusei.example.jp',
  'sys-address': ['192.0.2.10', 'srv01.hokusei.example.jp'],
  'detect-source': { source: 'external', notifier: '架空警備' },
  'time-occurrence': { value: '2026-11-01T23:30:00+09:00', certainty: 'estimated' },
  'incident-summary': '北星商事のサーバに侵入された',
}

function shared(answers: Answers): Record<string, unknown> {
  const all = { ...victim, ...answers }
  const items = projectionFor(planOf(all), all, 'isac', noChoices)?.items ?? []
  return Object.fromEntries(items.map(({ item, value }) => [item, value]))
}

test('only technical items leave, never a name, a contact or a story', () => {
  expect(Object.keys(shared({})).toSorted()).toEqual(['incident-attack-type', 'time-occurrence'])
})

test('times are told to the day in Japan', () => {
  expect(shared({})['time-occurrence']).toBe('2026-11-01')
})

test('indicators of the attacker leave, those that touch the victim stay', () => {
  const indicators = [
    '198.51.100.23',
    'c2.attacker.example',
    'vpn.hokusei.example.jp',
    '192.0.2.10',
    'hxxp://www.hokusei[.]example[.]jp/x',
  ]
  expect(shared({ 'ioc-network': indicators })['ioc-network']).toEqual(['198.51.100.23', 'c2.attacker.example'])
})

test('a file name with the name of the victim stays', () => {
  const indicators = ['sha256:00beef', '北星商事_見積.exe', 'C:\\Users\\鳴門花子\\x.dll']
  expect(shared({ 'ioc-malware': indicators })['ioc-malware']).toEqual(['sha256:00beef'])
})

test('a text is masked where it names the victim, in full width and capitals too', () => {
  const artefact = {
    impersonated: '北星商事の経理',
    headers: 'From: boss@evil.example\nTo: hanako.naruto@MAIL.HOKUSEI.EXAMPLE.JP',
  }
  expect(shared({ 'phish-artefact': artefact })['phish-artefact']).toEqual({
    impersonated: '■■■の経理',
    headers: 'From: boss@evil.example',
  })
  expect(
    shared({ 'cause-vulnerability': ['CVE-2026-0001', 'ＨＯＫＵＳＥＩ.example.jp の機器'] })['cause-vulnerability'],
  ).toEqual(['CVE-2026-0001', '■■■ の機器'])
})

test('a text that still looks as if it named somebody does not leave at all', () => {
  const texts = ['VPN 9.1', '保守 03-1234-5678', '架空別会社株式会社製', '法人番号 1234567890123']
  expect(shared({ 'sys-software': texts })['sys-software']).toEqual(['VPN 9.1'])
})

test('where a field holds words of a vocabulary, free text does not pass', () => {
  expect(
    shared({ 'cause-initial-access': ['vpn-vulnerability', '北星商事の子会社のVPN'] })['cause-initial-access'],
  ).toEqual(['vpn-vulnerability'])
})

test('a part that bears the name of what every object has is none that may leave', () => {
  const artefact = JSON.parse('{ "url": "hxxps://phish.example", "toString": "x", "valueOf": "x", "__proto__": "x" }')
  expect(shared({ 'phish-artefact': artefact })['phish-artefact']).toEqual({ url: 'hxxps://phish.example' })
})

test('of a contractor only that there was one', () => {
  const chain = {
    'incident-attack-type': ['supply-chain'],
    'sc-provider': { origin: 'processor', product: '北星クラウド' },
  }
  expect(shared(chain)['sc-provider']).toEqual({ origin: 'processor' })
})

test('in no case of the corpus does a name, number, address or contact of the victim reach the expert bodies', () => {
  for (const { id, answers, as_of } of cases) {
    const consented = { ...answers, 'sharing-consent-expert': true, 'reporter-capacity': { role: 'victim' } }
    const sent = JSON.stringify(projectionFor(planOf(consented, new Date(as_of)), consented, 'isac', noChoices) ?? {})
    for (const item of ['org-name', 'org-corporate-number', 'contact-phone', 'contact-email', 'sys-address']) {
      for (const value of [answers[item] ?? []].flat()) expect(sent, id).not.toContain(value)
    }
  }
})

test('the same answers always give the same result', () => {
  const answers = { 'ioc-network': ['198.51.100.23'], 'sys-software': ['北星VPN 9.1'] }
  expect(shared(answers)).toEqual(shared(answers))
})
