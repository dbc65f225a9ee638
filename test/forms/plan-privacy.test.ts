import { expect, test } from 'vitest'
import type { Answers } from '#forms/item.ts'
import { clocksTo, intrusion, misdelivery, recipientsOf, routeTo, stolenData } from './plan-world.ts'

const verdictOf = (answers: Answers, recipient = 'ppc') => routeTo(answers, recipient)?.verdict
const people = (max: number | string) => ({ 'pd-subject-count': { max, certainty: 'confirmed' } })
const holding = (...items: string[]) => ({ 'pd-items': { items, medium: 'email' } })

test('a misdelivery to a thousand people need not be reported, one more has to be, within 30 days', () => {
  expect(verdictOf({ ...misdelivery, ...people(1000) })).toBe('offered')
  expect(verdictOf({ ...misdelivery, ...people(1001) })).toBe('required')
  expect(clocksTo({ ...misdelivery, ...people(1001) }, 'ppc')).toContain('jp-ppc-final')
})

test('a public body has to report from 101 people, its hospital and university like anybody else', () => {
  const town = { ...misdelivery, 'org-industry': 'local-government', 'org-designation': ['local-government'] }
  expect(verdictOf({ ...town, ...people(100) })).toBe('offered')
  expect(verdictOf({ ...town, ...people(101) })).toBe('required')
  expect(routeTo({ ...town, ...people(101) }, 'ppc')?.reasons[0]?.ground).toBe('appi-68')
  for (const industry of ['hospital', 'university']) {
    expect(verdictOf({ ...town, 'org-industry': industry, ...people(999) })).toBe('offered')
  }
  for (const industry of ['water-utility', 'railway', 'school']) {
    expect(verdictOf({ ...town, 'org-industry': industry, ...people(101) })).toBe('required')
  }
})

test('a special public corporation is a public body, a national research agency is not', () => {
  expect(verdictOf({ ...misdelivery, 'org-industry': 'special-public-corporation', ...people(101) })).toBe('required')
  expect(verdictOf({ ...misdelivery, 'org-industry': 'national-rd-agency', ...people(1000) })).toBe('offered')
})

test('one diagnosis or one card number is enough, an account number is not', () => {
  expect(verdictOf({ ...misdelivery, ...people(1), ...holding('name', 'diagnosis') })).toBe('required')
  expect(verdictOf({ ...misdelivery, ...people(1), ...holding('name', 'card-number') })).toBe('required')
  expect(verdictOf({ ...misdelivery, ...people(1), ...holding('name', 'bank-account') })).toBe('offered')
  expect(verdictOf({ ...misdelivery, ...people(1), ...holding('name', 'partial-card-number') })).toBe('offered')
  expect(verdictOf({ ...misdelivery, ...people(1), ...holding('name', 'welfare-status') })).toBe('offered')
})

test('the password of a shop that keeps cards can cost money, that of a club cannot', () => {
  expect(verdictOf({ ...misdelivery, 'org-industry': 'ec-merchant', ...holding('email', 'password') })).toBe('required')
  expect(verdictOf({ ...misdelivery, ...holding('email', 'password') })).toBe('offered')
})

test('unauthorised access is an improper purpose: one person, no ticks, unknown numbers, and 60 days', () => {
  const unticked = { ...stolenData, 'pd-trigger': 'unknown', ...people('unknown') }
  expect(verdictOf(unticked)).toBe('required')
  expect(clocksTo(unticked, 'ppc')).toContain('jp-ppc-final-unlawful')
  expect(clocksTo(unticked, 'ppc')).not.toContain('jp-ppc-final')
})

test('ticks are evidence: "none" does not undo an attack, "over a thousand" does not make 500 more', () => {
  expect(verdictOf({ ...stolenData, 'pd-trigger': ['none'] })).toBe('required')
  expect(verdictOf({ ...misdelivery, 'pd-trigger': ['rule7-4'] })).toBe('offered')
})

const caused = (category: string) => ({ ...misdelivery, 'pd-cause-category': { side: 'own', category } })

test('theft and an insider are an improper purpose without any cyber attack, loss is not', () => {
  expect(clocksTo(caused('theft'), 'ppc')).toContain('jp-ppc-final-unlawful')
  expect(clocksTo(caused('insider'), 'ppc')).toContain('jp-ppc-final-unlawful')
  expect(verdictOf(caused('loss'))).toBe('offered')
  expect(verdictOf(caused('misconfiguration'))).toBe('offered')
})

test('a misconfiguration that somebody exploited is an improper purpose', () => {
  const exploited = { ...stolenData, 'pd-cause-category': { side: 'own', category: 'misconfiguration' } }
  expect(clocksTo(exploited, 'ppc')).toContain('jp-ppc-final-unlawful')
})

test('a flood alone takes no data', () => {
  const flood = { ...stolenData, 'incident-attack-type': ['ddos'], 'pd-involved': 'yes' }
  expect(verdictOf(flood)).toBe('offered')
})

test('when nobody knows whether people are concerned, the commission is undecided and says on what', () => {
  const { 'pd-items': _items, ...open }: Answers = { ...stolenData, 'pd-involved': 'unknown' }
  expect(verdictOf(open)).toBe('undecided')
  expect(routeTo(open, 'ppc')?.dependsOn).toContain('pd-involved')
  expect(verdictOf({ ...stolenData, 'pd-involved': 'unknown' })).toBe('required') // the items show that they are
})

test('how many were hit decides a misdelivery, so an unknown number leaves it open', () => {
  expect(routeTo({ ...misdelivery, ...people('unknown') }, 'ppc')?.dependsOn).toEqual(['pd-subject-count'])
})

test('strong encryption with the key safe takes the event out of the duty, if it is shown', () => {
  expect(verdictOf({ ...stolenData, 'pd-protection': 'strong-encryption' })).toBe('offered')
  expect(verdictOf({ ...stolenData, 'pd-protection': 'unknown' })).toBe('required')
})

test('without personal data nothing goes to the commission, even if it was ticked', () => {
  expect(verdictOf({ ...intrusion, 'report-recipients': ['ppc'] })).toBeUndefined()
})

test('below the triggers a report is voluntary: only if chosen, and without a date', () => {
  const chosen = { ...misdelivery, 'report-recipients': ['ppc'] }
  expect(routeTo(chosen, 'ppc')).toMatchObject({ verdict: 'expected', duty: 'voluntary', clocks: [] })
})

const processing = (told: boolean | string | undefined) =>
  verdictOf({
    ...stolenData,
    'pd-entrustment': { role: 'processor', ...(told === undefined ? {} : { counterparties_notified: told }) },
  })

test('a processor is bound until it has told its clients', () => {
  expect([processing(false), processing('unknown'), processing(undefined), processing(true)]).toEqual([
    'required',
    'undecided',
    'undecided',
    'offered',
  ])
})

test('a processor that has not told its clients sees that clock too', () => {
  const bound = { ...stolenData, 'pd-entrustment': { role: 'processor', counterparties_notified: false } }
  expect(routeTo(bound, 'ppc')?.clocks).toContainEqual(
    expect.objectContaining({ recipient: 'entrustor', report: 'notice' }),
  )
})

const both = (own: number) => ({ role: 'both', counterparties_notified: true, own_data_subjects: own })

test('telling the clients does not release from the duty for one’s own data', () => {
  expect(verdictOf({ ...stolenData, 'pd-entrustment': both(30) })).toBe('required')
  expect(verdictOf({ ...stolenData, 'pd-entrustment': both(0) })).toBe('offered')
  const lost = { ...misdelivery, ...people(5000) }
  expect(verdictOf({ ...lost, 'pd-entrustment': both(50) })).toBe('offered')
  expect(verdictOf({ ...lost, 'pd-entrustment': both(1001) })).toBe('required')
  const named = { ...both(30), role: 'processor' } // who counts people of its own is more than a processor
  expect(verdictOf({ ...stolenData, 'pd-entrustment': named })).toBe('required')
})

test('who entrusted the data has to report, whoever told whom', () => {
  const entrusted = { ...stolenData, 'pd-entrustment': { role: 'entrustor', counterparties_notified: true } }
  expect(verdictOf(entrusted)).toBe('required')
})

test('My Number has a duty of its own: more than a hundred people, an improper purpose, or open to anybody', () => {
  const numbered = { ...misdelivery, ...holding('name', 'my-number') }
  expect(verdictOf({ ...numbered, ...people(100) })).toBe('offered')
  expect(routeTo({ ...numbered, ...people(101) }, 'ppc')?.reasons[0]?.rule).toBe('my-number-to-ppc')
  expect(clocksTo({ ...numbered, ...people(101) }, 'ppc')).toEqual(['jp-mynumber', 'jp-mynumber-final'])
  const stolen = { ...stolenData, ...holding('my-number') }
  expect(clocksTo(stolen, 'ppc')).toContain('jp-mynumber-final-unlawful')
  const exposed = { ...numbered, ...people(1), 'pd-cause-category': { side: 'own', category: 'misconfiguration' } }
  expect(verdictOf(exposed)).toBe('required')
})

test('a bank reports its breach to the FSA and a telecom operator to MIC, in place of the commission', () => {
  const bank = { ...stolenData, 'org-industry': 'bank', 'org-designation': ['licensed-bank'] }
  expect(recipientsOf(bank, 'required')).toEqual(['fsa'])
  expect(routeTo(bank, 'fsa')).toMatchObject({ duty: 'statutory' })
  const carrier = { ...stolenData, 'org-industry': 'isp', 'org-designation': ['notified-telecom-carrier'] }
  expect(recipientsOf(carrier, 'required')).toEqual(['mic'])
  expect(clocksTo(carrier, 'mic')).toContain('jp-ppc-final-unlawful')
})

test('My Number is never delegated, card issuers are not either', () => {
  const bank = { ...stolenData, 'org-industry': 'bank', 'org-designation': ['licensed-bank'], ...holding('my-number') }
  expect(recipientsOf(bank, 'required')).toEqual(['ppc', 'fsa'])
  const issuer = {
    ...stolenData,
    'org-industry': 'credit-card-issuer',
    'org-designation': ['registered-credit-issuer'],
  }
  expect(recipientsOf(issuer, 'required')).toEqual(['ppc'])
})

test('the days are counted from awareness and roll to the next open day', () => {
  const noticed = { ...stolenData, 'time-awareness': '2026-11-05T10:00:00+09:00' } // 60th day: Sunday, 3 January
  const final = routeTo(noticed, 'ppc')?.clocks.find(({ report }) => report === 'final')
  expect(final?.due).toEqual({ kind: 'day', at: '2027-01-04T23:59:59+09:00' })
})

test('a date cannot be told before it is known when the days began', () => {
  const { 'time-awareness': _noticed, ...undated } = stolenData
  expect(routeTo(undated, 'ppc')?.clocks.find(({ report }) => report === 'final')?.due).toEqual({ kind: 'open' })
  expect(routeTo(undated, 'ppc')?.clocks.find(({ report }) => report === 'initial')?.due).toEqual({ kind: 'promptly' })
})

const tellingOf150 = (name: string, industry = 'research-institute') =>
  verdictOf({
    ...misdelivery,
    'org-name': name,
    'org-industry': industry,
    'pd-subject-count': { max: 150, certainty: 'confirmed' },
  })

test('an independent agency is a public body by its name, unless annex 2 names it or it is a hospital', () => {
  expect(tellingOf150('独立行政法人架空支援機構')).toBe('required')
  expect(tellingOf150('国立研究開発法人架空研究所')).not.toBe('required')
  expect(tellingOf150('独立行政法人架空医療機構', 'hospital')).not.toBe('required')
  expect(tellingOf150('地方独立行政法人架空研究所')).not.toBe('required')
  expect(tellingOf150('地方独立行政法人架空博物館機構', 'event-organiser')).toBe('required')
})

test('what bears the name of a town is its own body, its hospital apart; a company founded by law is none', () => {
  expect(tellingOf150('架空市立第一小学校', 'school')).toBe('required')
  expect(tellingOf150('架空市上下水道局', 'water-utility')).toBe('required')
  expect(tellingOf150('架空町立病院', 'hospital')).not.toBe('required')
  expect(tellingOf150('学校法人架空学園', 'school')).not.toBe('required')
  expect(tellingOf150('架空年金機構', 'special-public-corporation')).toBe('required')
  expect(tellingOf150('架空高速道路株式会社', 'special-public-corporation')).not.toBe('required')
  expect(tellingOf150('放送大学学園（架空）', 'special-public-corporation')).not.toBe('required')
})

test('while the cause is not answered, a theft may be told in the title', () => {
  const { 'pd-cause-category': _cause, ...open } = misdelivery
  const stolen = { ...open, 'incident-title': 'ノートPCの盗難' }
  expect(verdictOf(stolen)).toBe('required')
  expect(verdictOf({ ...stolen, 'pd-cause-category': { side: 'own', category: 'loss' } })).not.toBe('required')
  expect(verdictOf({ ...open, 'incident-summary': '紛失であり、盗難の形跡はない' })).not.toBe('required')
})
