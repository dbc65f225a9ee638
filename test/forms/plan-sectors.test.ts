import { expect, test } from 'vitest'
import type { Answers } from '#forms/item.ts'
import { clocksTo, intrusion, misdelivery, networkDown, recipientsOf, routeTo, stolenData } from './plan-world.ts'

const verdictOf = (answers: Answers, recipient: string) => routeTo(answers, recipient)?.verdict

const railway: Answers = {
  ...intrusion,
  'org-industry': 'railway',
  'org-ci-sector': 'railway',
  'org-designation': ['special-social-infrastructure-operator'],
  'sys-designated-computer': ['運行管理装置'],
}

test('an attack on a designated computer goes to the minister and to the NCO, also over a refused consent', () => {
  expect(recipientsOf(railway, 'required')).toEqual(['nco', 'mlit'])
  expect(clocksTo(railway, 'nco')).toEqual(['jp-art5-prompt', 'jp-art5-30d'])
})

test('a flood against a designated computer counts, a plain fault of it does not', () => {
  expect(recipientsOf({ ...railway, 'incident-attack-type': ['ddos'] }, 'required')).toEqual(['nco', 'mlit'])
  const fault = { ...railway, 'incident-cyber-suspected': 'no', 'incident-events': ['system-outage'] }
  expect(recipientsOf(fault, 'required')).toEqual([])
})

test('the act holds for what was noticed on or after 1 October 2026, in Japan', () => {
  expect(verdictOf({ ...railway, 'time-awareness': '2026-10-01T00:00:00+09:00' }, 'nco')).toBe('required')
  expect(verdictOf({ ...railway, 'time-awareness': '2026-09-30T23:59:00+09:00' }, 'nco')).toBe('offered')
})

test('whether a designated computer was hit decides; until it is known only the guideline holds', () => {
  const open = { ...railway, 'sys-designated-computer': 'unknown' }
  expect(routeTo(open, 'nco')).toMatchObject({ verdict: 'undecided', dependsOn: ['sys-designated-computer'] })
  expect(routeTo(open, 'mlit')).toMatchObject({ verdict: 'expected', duty: 'guideline' })
  expect(verdictOf({ ...railway, 'sys-designated-computer': 'none' }, 'nco')).toBe('offered')
})

test('a special operator owes it to the minister of its sector, to whichever that will turn out to be', () => {
  const { 'org-ci-sector': _sector, ...untold }: Answers = { ...railway, 'org-industry': 'manufacturer' }
  expect(recipientsOf(untold, 'required')).toEqual(['nco'])
  expect(recipientsOf(untold, 'undecided')).toEqual(['fsa', 'mic', 'meti', 'mlit'])
  expect(routeTo(untold, 'meti')?.dependsOn).toEqual(['org-ci-sector'])
  expect(recipientsOf({ ...untold, 'org-ci-sector': 'petroleum' }, 'required')).toEqual(['nco', 'meti'])
  expect(recipientsOf({ ...untold, 'org-industry': 'railway' }, 'required')).toEqual(['nco', 'mlit'])
})

test('whether a railway is designated can be open, whether a factory or a hospital is cannot', () => {
  const open = { 'org-designation': 'unknown' }
  expect(routeTo({ ...railway, ...open }, 'nco')?.dependsOn).toEqual(['org-designation'])
  expect(verdictOf({ ...intrusion, ...open }, 'nco')).toBe('offered')
  expect(verdictOf({ ...intrusion, 'org-industry': 'hospital', 'org-ci-sector': 'medical', ...open }, 'nco')).toBe(
    'offered',
  )
})

const attacked = (industry: string, sector: string) =>
  recipientsOf({ ...intrusion, 'org-industry': industry, 'org-ci-sector': sector }, 'expected')

test('water goes to the transport ministry, gas to METI, a town to MIC, each only under the action plan', () => {
  expect(attacked('water-utility', 'water')).toEqual(['mlit'])
  expect(attacked('gas-utility', 'gas')).toEqual(['meti'])
  expect(attacked('local-government', 'government')).toEqual(['mic'])
  expect(attacked('port-operator', 'port')).toEqual(['mlit'])
  expect(attacked('manufacturer', 'none')).toEqual([])
})

test('the sector follows from the industry while it is not answered', () => {
  const { 'org-ci-sector': _sector, ...unanswered }: Answers = { ...intrusion, 'org-industry': 'airline' }
  expect(recipientsOf(unanswered, 'expected')).toEqual(['mlit'])
})

test('an outage without an attack is told to the ministry too, a lost list is not', () => {
  const airport = {
    ...intrusion,
    'org-industry': 'airport',
    'org-ci-sector': 'airport',
    'incident-cyber-suspected': 'no',
  }
  expect(recipientsOf({ ...airport, 'incident-events': ['system-outage'] }, 'expected')).toEqual(['mlit'])
  expect(recipientsOf({ ...airport, 'incident-events': ['information-leak'] }, 'expected')).toEqual([])
})

test('a shop or a hotel of a railway is no critical service', () => {
  const shop = { ...railway, 'sys-designated-computer': 'none', 'impact-services': ['通販サイト'] }
  expect(recipientsOf(shop, 'expected')).toEqual([])
  expect(recipientsOf({ ...shop, 'impact-services': ['通販サイト', '運行情報'] }, 'expected')).toEqual(['mlit'])
})

test('an attack on a contractor that leaves the service alone is not told to the ministry', () => {
  const outside = {
    ...railway,
    'sys-designated-computer': 'none',
    'pd-involved': 'yes',
    'pd-cause-category': { side: 'processor', category: 'malware' },
  }
  expect(recipientsOf(outside, 'expected')).toEqual([])
  expect(recipientsOf({ ...outside, 'incident-events': ['system-outage'] }, 'expected')).toEqual(['mlit'])
})

test('a hospital tells the health ministry about an attack, not about a lost list or a fault', () => {
  const hospital = {
    ...intrusion,
    'org-industry': 'hospital',
    'org-ci-sector': 'medical',
    'org-designation': ['hospital'],
  }
  expect(routeTo(hospital, 'mhlw')).toMatchObject({ verdict: 'expected', duty: 'guideline' })
  expect(verdictOf({ ...misdelivery, 'org-industry': 'hospital', 'org-ci-sector': 'medical' }, 'mhlw')).toBeUndefined()
  expect(
    verdictOf({ ...hospital, 'incident-cyber-suspected': 'unknown', 'incident-attack-type': ['other'] }, 'mhlw'),
  ).toBe('undecided')
  expect(verdictOf({ ...hospital, 'incident-attack-type': ['insider'] }, 'mhlw')).toBeUndefined()
  const elsewhere = { ...hospital, 'pd-cause-category': { side: 'processor', category: 'unauthorised-access' } }
  expect(verdictOf(elsewhere, 'mhlw')).toBeUndefined() // nobody attacked the hospital, and care goes on
  expect(verdictOf({ ...elsewhere, 'incident-events': ['system-outage'] }, 'mhlw')).toBe('expected')
})

test('everything at a bank goes to its supervisor, nothing of its vendor does', () => {
  for (const industry of ['bank', 'insurer', 'securities-firm', 'funds-transfer-operator', 'crypto-exchange']) {
    expect(routeTo({ ...intrusion, 'org-industry': industry }, 'fsa')).toMatchObject({
      verdict: 'required',
      duty: 'supervisory',
    })
  }
  expect(verdictOf({ ...intrusion, 'org-industry': 'saas-provider' }, 'fsa')).toBeUndefined()
})

test('an issuer of prepaid money beside another business reports what touches that money', () => {
  const issuer = { ...railway, 'org-designation': ['registered-prepaid-issuer'] }
  expect(verdictOf({ ...issuer, 'impact-services': ['モバイル電子マネー'] }, 'fsa')).toBe('required')
  expect(verdictOf({ ...issuer, 'impact-services': ['列車運行'] }, 'fsa')).toBeUndefined()
  const payment = {
    ...intrusion,
    'org-industry': 'payment-service-provider',
    'org-designation': ['registered-funds-transfer'],
  }
  expect(verdictOf(payment, 'fsa')).toBe('required')
})

const down = (count: number, hours: number | string, service = 'インターネット接続') =>
  verdictOf(
    {
      ...networkDown,
      'impact-users': { count },
      'impact-outage': { degree: 'full', hours },
      'impact-services': [service],
    },
    'mic',
  )

test('30,000 users and two hours make a serious accident, whatever the cause', () => {
  expect([down(30_000, 2), down(29_999, 2), down(30_000, 1.9)]).toEqual(['required', 'expected', 'expected'])
  expect(down(30_000, 1, '固定電話（緊急通報を含む）')).toBe('required')
  expect(down(100_000, 1, '音声通話')).toBe('required')
  expect(down(1_000_000, 1)).toBe('required')
  expect(down(50_000, 5, '無料メール')).toBe('expected')
  expect(down(50_000, 'ongoing')).toBe('required') // since two o'clock, now it is nine
})

test('a serious accident is counted from the day it occurred', () => {
  const run = routeTo(networkDown, 'mic')?.clocks.find(({ clock }) => clock === 'jp-telecom-30d')
  expect(run).toMatchObject({ startsFrom: 'time-occurrence', due: { kind: 'day', at: '2026-12-01T23:59:59+09:00' } })
})

test('a breach of the secrecy of communications goes to MIC by whatever cause, from operators only', () => {
  const leaked = { ...misdelivery, 'telecom-secrecy': true }
  const operator = {
    ...leaked,
    'org-industry': 'isp',
    'org-ci-sector': 'ict',
    'org-designation': ['notified-telecom-carrier'],
  }
  expect(routeTo(operator, 'mic')?.reasons.map(({ rule }) => rule)).toContain('telecom-secrecy')
  expect(verdictOf(leaked, 'mic')).toBeUndefined()
})

test('a power company owes the 24-hour report for an electricity accident, not for its billing system', () => {
  const power = {
    ...intrusion,
    'org-industry': 'power-transmission',
    'org-ci-sector': 'power',
    'org-designation': ['licensed-transmission-operator'],
    'incident-events': ['system-outage'],
    'impact-services': ['料金収納'],
    'impact-outage': { degree: 'full', hours: 20 },
    'impact-ci-level': 'not-deviated',
  }
  expect(routeTo(power, 'meti')).toMatchObject({ verdict: 'expected', duty: 'guideline' })
  const dark = {
    ...power,
    'impact-ci-level': 'deviated',
    'impact-services': ['電力供給'],
    'incident-cyber-suspected': 'no',
  }
  expect(routeTo(dark, 'meti')).toMatchObject({ verdict: 'required', duty: 'statutory' })
  expect(clocksTo(dark, 'meti')).toEqual(expect.arrayContaining(['jp-power-prompt', 'jp-power-30d']))
})

test('who takes cards tells the acquirer; an issuer and a processor without a contract do not', () => {
  const cards = { ...stolenData, 'pd-items': { items: ['name', 'card-number'], medium: 'server' } }
  const told = (answers: Answers) => verdictOf({ ...cards, ...answers }, 'acquirer')
  expect(told({ 'org-industry': 'ec-merchant' })).toBe('required')
  expect(
    told({
      'org-industry': 'payment-service-provider',
      'pd-entrustment': { role: 'processor', counterparties_notified: true },
    }),
  ).toBe('required')
  expect(told({ 'org-industry': 'credit-card-issuer', 'card-acquirer': '架空カード' })).toBeUndefined()
  expect(
    told({ 'org-industry': 'call-center', 'pd-entrustment': { role: 'processor', counterparties_notified: true } }),
  ).toBeUndefined()
  expect(told({ 'org-industry': 'university', 'card-acquirer': '架空カード' })).toBe('required')
  expect(told({ 'org-industry': 'hotel', 'pd-items': { items: ['name', 'partial-card-number'] } })).toBeUndefined()
})

test('a ministry without a duty or guideline gets something only when it was chosen', () => {
  expect(verdictOf(intrusion, 'meti')).toBeUndefined()
  expect(routeTo({ ...intrusion, 'report-recipients': ['meti'] }, 'meti')).toMatchObject({
    verdict: 'expected',
    duty: 'voluntary',
    clocks: [],
  })
})

test('nobody but a financial business has a ground to tell the FSA about a fraud', () => {
  expect(verdictOf({ ...intrusion, 'incident-attack-type': ['bec'] }, 'fsa')).toBeUndefined()
})

test('fraud by mail is no disturbance of a critical service', () => {
  expect(
    recipientsOf({ ...railway, 'sys-designated-computer': 'none', 'incident-attack-type': ['bec'] }, 'expected'),
  ).toEqual([])
})

test('a leak that stops nothing is no electricity accident, whatever is still open', () => {
  const { 'org-ci-sector': _sector, ...power }: Answers = {
    ...misdelivery,
    'org-industry': 'power-transmission',
    'org-designation': ['licensed-transmission-operator'],
  }
  expect(verdictOf(power, 'meti')).toBeUndefined()
  const stopped = { ...power, 'incident-events': ['system-outage'] }
  expect(routeTo(stopped, 'meti')).toMatchObject({ verdict: 'expected', dependsOn: ['impact-ci-level'] })
})

const carrier: Answers = {
  ...stolenData,
  'org-industry': 'telecom-carrier',
  'org-ci-sector': ['ict', 'finance'],
  'org-designation': ['registered-telecom-carrier', 'registered-funds-transfer'],
}

test('the payment service of a telecom operator belongs to the FSA, its network to MIC', () => {
  const payments = { ...carrier, 'impact-services': ['コード決済'] }
  expect(recipientsOf(payments, 'required')).toEqual(['fsa'])
  expect(recipientsOf(payments, 'expected')).toEqual([])
  expect(recipientsOf({ ...carrier, 'impact-services': ['携帯電話'] }, 'required')).toEqual(['mic'])
  expect(recipientsOf({ ...carrier, 'impact-services': ['コード決済', '携帯電話'] }, 'required')).toEqual([
    'fsa',
    'mic',
  ])
})

test('payments are also recognised by the transactions that were hit', () => {
  const shop = {
    ...stolenData,
    'org-industry': 'retailer',
    'org-designation': ['registered-prepaid-issuer'],
    'impact-services': ['会員アプリ'],
  }
  expect(verdictOf(shop, 'fsa')).toBeUndefined()
  expect(verdictOf({ ...shop, 'impact-transactions': { count: 12 } }, 'fsa')).toBe('required')
})

const toNco = (name: string, industry = 'research-institute') =>
  routeTo({ ...intrusion, 'org-name': name, 'org-industry': industry }, 'nco')?.duty

test('independent agencies and designated corporations tell the NCO through their ministry, by their legal names', () => {
  expect(toNco('独立行政法人架空支援機構')).toBe('guideline')
  expect(toNco('国立研究開発法人架空研究所')).toBe('guideline')
  expect(toNco('地方独立行政法人架空研究所')).toBe('voluntary')
  expect(toNco('公益財団法人架空研究所')).toBe('voluntary')
  expect(toNco('架空年金機構', 'special-public-corporation')).toBe('guideline')
  expect(toNco('架空放送協会', 'special-public-corporation')).toBe('voluntary')
})

test('data that a processor held are not the service of the operator who entrusted them', () => {
  const entrusted = {
    ...stolenData,
    'org-industry': 'gas-utility',
    'org-ci-sector': 'gas',
    'pd-entrustment': { role: 'entrustor', counterparties_notified: true },
    'sc-provider': { origin: 'processor' },
  }
  expect(verdictOf(entrusted, 'meti')).toBeUndefined()
  expect(verdictOf({ ...entrusted, 'impact-ci-level': 'deviated' }, 'meti')).toBe('expected')
  expect(verdictOf({ ...entrusted, 'sc-provider': { origin: 'third-party' } }, 'meti')).toBe('expected')
})
