import { expect, test } from 'vitest'
import { askedNow, checkAnswers, fieldOfProblem, parseAnswers, proposedAnswer, withoutHidden } from '#forms/answers.ts'
import { currentEdition, itemOf } from '#forms/edition.ts'
import type { Answers } from '#forms/item.ts'

const edition = currentEdition

function post(fields: Record<string, string | string[]>, ...items: string[]) {
  return parseAnswers(edition, items, fields)
}

test('a blank field is not an answer, and a cleared one is missing so that it can be removed', () => {
  const { answers, problems } = post({ 'org-name': '   ', 'incident-title': '停止' }, 'org-name', 'incident-title')
  expect(answers).toEqual({ 'incident-title': '停止' })
  expect(problems).toEqual([])
})

test('"not known yet" is an answer', () => {
  expect(post({ 'sys-location.unknown': 'on' }, 'sys-location').answers).toEqual({ 'sys-location': 'unknown' })
})

test('what is typed wins over a ticked "not known yet"', () => {
  const fields = { 'sys-location': '本社', 'sys-location.unknown': 'on' }
  expect(post(fields, 'sys-location').answers).toEqual({ 'sys-location': '本社' })
})

test('a chosen currency alone does not make an amount known', () => {
  const fields = { 'impact-financial.currency': 'JPY', 'impact-financial.unknown': 'on' }
  expect(post(fields, 'impact-financial').answers).toEqual({ 'impact-financial': 'unknown' })
})

test('one cannot have no telephone number yet: the box is not offered, and a forged one is ignored', () => {
  expect(post({ 'contact-phone.unknown': 'on' }, 'contact-phone').answers).toEqual({})
})

test('only the items of the page are read, and never what the portal fills in itself', () => {
  const fields = { 'org-name': '架空病院', 'incident-title': '停止', 'report-date': '2026-10-05T09:00' }
  expect(post(fields, 'org-name', 'report-date').answers).toEqual({ 'org-name': '架空病院' })
})

test('a local date and time is Japan time', () => {
  const { answers } = post({ 'time-awareness': '2026-11-01T00:30' }, 'time-awareness')
  expect(answers).toEqual({ 'time-awareness': '2026-11-01T00:30:00+09:00' })
})

test.for([
  ['2026年11月1日 9時5分', '2026-11-01T09:05:00+09:00'],
  ['２０２６／１１／１　９：０５', '2026-11-01T09:05:00+09:00'],
  ['2026-11-01', '2026-11-01T00:00:00+09:00'],
  ['2026-11-01T09:05+09:00', '2026-11-01T09:05:00+09:00'],
  ['2026-11-01T00:05Z', '2026-11-01T00:05:00Z'],
  ['令和８年11月1日 9時5分', '2026-11-01T09:05:00+09:00'],
  ['R8.11.1', '2026-11-01T00:00:00+09:00'],
  ['令和元年12月1日', '2019-12-01T00:00:00+09:00'],
])('a time typed as %s is understood', ([typed = '', meant = '']) => {
  expect(post({ 'time-awareness': typed }, 'time-awareness').answers).toEqual({ 'time-awareness': meant })
})

test.for([
  ['８５，０００', 85_000],
  ['85,000人', 85_000],
  ['約8万5000', 85_000],
  ['最大約8,000人', 8000],
  ['1.2億', 120_000_000],
  ['最大1,200名', 1200],
  ['1000人以内', 1000],
  ['up to 1,200 people', 1200],
  ['About 900', 900],
  ['0', 0],
])('a number of people typed as %s is understood', ([typed, meant]) => {
  const { answers } = post({ 'pd-subject-count.max': String(typed) }, 'pd-subject-count')
  expect(answers).toEqual({ 'pd-subject-count': { max: meant } })
})

test.for([
  ['12Gbps', 12e9],
  ['３００ Ｍ', 3e8],
  ['1.5 kbps', 1500],
  ['約8万', 80_000],
  ['250', 250],
])('traffic typed as %s is understood', ([typed, meant]) => {
  expect(post({ 'ddos-scale.bps': String(typed) }, 'ddos-scale').answers).toEqual({ 'ddos-scale': { bps: meant } })
})

test('bytes are not taken for bits, nor letters behind a number of people for thousands', () => {
  expect(post({ 'ddos-scale.bps': '3 GBps' }, 'ddos-scale').problems).toMatchObject([{ code: 'number' }])
  expect(post({ 'pd-subject-count.max': '3k' }, 'pd-subject-count').problems).toMatchObject([{ code: 'number' }])
})

test.for([
  ['多数', 'number'],
  ['1000人以上', 'number'],
  ['more than 1,000', 'number'],
  ['1000人未満', 'number'],
  ['-5', 'number'],
  ['1.5', 'wholeNumber'],
  ['99999999999999999999', 'numberTooLarge'],
  ['99999兆', 'numberTooLarge'],
])('%s people is refused', ([typed = '', code]) => {
  const { problems } = post({ 'pd-subject-count.max': typed }, 'pd-subject-count')
  expect(problems).toEqual([{ item: 'pd-subject-count', part: 'max', code }])
})

test('a word can stand in the place of a number', () => {
  const fields = { 'impact-outage.degree': 'full', 'impact-outage.hours.instead': 'ongoing' }
  expect(post(fields, 'impact-outage').answers).toEqual({ 'impact-outage': { degree: 'full', hours: 'ongoing' } })
})

test('a part that is not known is told apart from a part that was left out', () => {
  const fields = { 'impact-users.count.unknown': 'on', 'impact-users.percent': '１２.５' }
  expect(post(fields, 'impact-users').answers).toEqual({ 'impact-users': { count: 'unknown', percent: 12.5 } })
})

test('a group without its main part is asked for again, at that part', () => {
  const { answers, problems } = post({ 'contact-name.department': '総務課' }, 'contact-name')
  expect(answers).toEqual({})
  expect(problems).toEqual([{ item: 'contact-name', part: 'name', code: 'partMissing' }])
  expect(fieldOfProblem({ item: 'contact-name', part: 'name' }, itemOf(edition, 'contact-name'))).toBe(
    'contact-name.name',
  )
})

test('choices take listed values and one that is typed', () => {
  const fields = { 'pd-subject-kinds': ['patients', 'employees'], 'pd-subject-kinds.other': '見学者' }
  const { answers } = post(fields, 'pd-subject-kinds')
  expect(answers).toEqual({ 'pd-subject-kinds': ['patients', 'employees', '見学者'] })
})

test('one chosen sector is a word, several are a list', () => {
  expect(post({ 'org-ci-sector': 'medical' }, 'org-ci-sector').answers).toEqual({ 'org-ci-sector': 'medical' })
  const several = post({ 'org-ci-sector': ['railway', 'finance'] }, 'org-ci-sector')
  expect(several.answers).toEqual({ 'org-ci-sector': ['railway', 'finance'] })
})

test('"none" cannot be chosen together with something', () => {
  const { problems } = post({ 'pd-trigger': ['rule7-1', 'none'] }, 'pd-trigger')
  expect(problems).toEqual([{ item: 'pd-trigger', code: 'noneAndOthers' }])
})

test('nobody to inform is an answer, told apart from not having been asked', () => {
  expect(post({ 'report-recipients.instead': 'none' }, 'report-recipients').answers).toEqual({
    'report-recipients': [],
  })
  expect(post({}, 'report-recipients').answers).toEqual({})
})

test('an option that was never offered is refused', () => {
  expect(post({ 'sharing-tlp': 'TLP:PINK' }, 'sharing-tlp').problems).toEqual([
    { item: 'sharing-tlp', code: 'notAnOption' },
  ])
})

test('a chosen and a different typed industry are asked about, and neither is lost', () => {
  const fields = { 'org-industry': 'hospital', 'org-industry.other': '動物病院' }
  const { problems, typed } = post(fields, 'org-industry')
  expect(problems).toEqual([{ item: 'org-industry', code: 'twoAnswers' }])
  expect(typed).toEqual({ 'org-industry': ['hospital'], 'org-industry.other': ['動物病院'] })
})

test('consents are yes, no or open', () => {
  const item = 'sharing-consent-expert'
  expect(post({ [item]: 'yes' }, item).answers).toEqual({ [item]: true })
  expect(post({ [item]: 'no' }, item).answers).toEqual({ [item]: false })
  expect(post({ [item]: 'unknown' }, item).answers).toEqual({ [item]: 'unknown' })
})

test('a list is one entry per line, and the wrong line is named', () => {
  const good = post({ 'sys-address': '192.0.2.1\n\n srv01.victim.example.jp \r\n' }, 'sys-address')
  expect(good.answers).toEqual({ 'sys-address': ['192.0.2.1', 'srv01.victim.example.jp'] })
  const bad = post({ 'sys-address': '192.0.2.1\n300.1.1.1' }, 'sys-address')
  expect(bad.problems).toEqual([{ item: 'sys-address', code: 'host', values: { line: 2 } }])
  expect(bad.answers).toEqual({})
})

test('a day or a period of days', () => {
  const fields = {
    'fraud-transfer.time': '2027-02-15',
    'fraud-transfer.time.to': '2027-03-05',
    'fraud-transfer.amount': '5億円',
  }
  expect(post(fields, 'fraud-transfer').answers).toEqual({
    'fraud-transfer': { time: '2027-02-15/2027-03-05', amount: 500_000_000 },
  })
  const reversed = post({ ...fields, 'fraud-transfer.time.to': '2027-01-05' }, 'fraud-transfer')
  expect(reversed.problems).toEqual([{ item: 'fraud-transfer', part: 'time', code: 'periodOrder' }])
  const crossing = { amount: 1, time: '2026-11-01T00:30:00+09:00/2026-10-31T20:00:00Z' } // both in the night of Japan
  expect(checkAnswers(edition, { 'fraud-transfer': crossing }).problems).toEqual([])
})

test('repeated groups keep their order and drop empty rows', () => {
  const fields = {
    'ioc-source.0.host': '198[.]51[.]100[.]7',
    'ioc-source.0.port': '443',
    'ioc-source.2.host': 'c2(dot)attacker(dot)example',
  }
  expect(post(fields, 'ioc-source').answers).toEqual({
    'ioc-source': [{ host: '198.51.100.7', port: '443' }, { host: 'c2.attacker.example' }],
  })
  const bad = post({ 'ioc-source.1.port': '443' }, 'ioc-source')
  expect(bad.problems).toEqual([{ item: 'ioc-source', part: 'host', index: 1, code: 'partMissing' }])
})

test('a fact told once is proposed where it is asked again', () => {
  const answers = { 'time-occurrence': { value: '2026-11-01T00:30:00+09:00', certainty: 'estimated' } }
  const awareness = itemOf(edition, 'time-awareness')
  expect(proposedAnswer(edition, awareness, answers)).toBe('2026-11-01T00:30:00+09:00')
  expect(proposedAnswer(edition, awareness, { ...answers, 'time-awareness': 'unknown' })).toBeUndefined()
  expect(proposedAnswer(edition, awareness, { 'time-occurrence': 'unknown' })).toBeUndefined()
})

test('who has said when they became aware is offered that time for the detection, and no time of the attack itself', () => {
  const [detection, occurrence] = [itemOf(edition, 'time-detection'), itemOf(edition, 'time-occurrence')]
  const aware = { 'time-awareness': '2026-11-01T09:00:00+09:00' }
  expect(proposedAnswer(edition, detection, aware)).toBe('2026-11-01T09:00:00+09:00')
  expect(proposedAnswer(edition, occurrence, aware), 'deadlines run from it').toBeUndefined()
  const both = { ...aware, 'time-occurrence': { value: '2026-10-20T01:00:00+09:00', certainty: 'confirmed' } }
  expect(proposedAnswer(edition, detection, both)).toBe('2026-11-01T09:00:00+09:00')
  expect(proposedAnswer(edition, detection, { ...both, 'time-awareness': 'unknown' })).toBe('2026-10-20T01:00:00+09:00')
  expect(proposedAnswer(edition, detection, { ...both, 'time-detection': 'unknown' })).toBeUndefined()
  expect(proposedAnswer(edition, itemOf(edition, 'time-awareness'), {})).toBeUndefined()
})

test('when the attack turns out to be no ransomware, the ransom answers drop out, and with them what hung on them', () => {
  const answers = { 'incident-attack-type': ['ddos'], 'ransom-note': '英文', 'ddos-target': ['192.0.2.1'] }
  const { answers: kept, dropped } = withoutHidden(edition, answers)
  expect(Object.keys(kept)).toEqual(['incident-attack-type', 'ddos-target'])
  expect(dropped).toEqual(['ransom-note'])
})

test('while the kind of attack is unknown, ransom answers stay', () => {
  const answers = { 'incident-attack-type': 'unknown', 'ransom-note': '英文' }
  expect(withoutHidden(edition, answers)).toEqual({ answers, dropped: [] })
})

const asked = (answers: Answers) => askedNow(edition, answers).map(({ id }) => id)

test('a threat without encryption is asked about once somebody said that there is one', () => {
  const stolen = { 'incident-attack-type': ['unclassified-specific'], 'incident-events': ['information-leak'] }
  expect(asked(stolen)).toContain('ransom-type')
  expect(asked(stolen)).not.toContain('ransom-note')
  const threatened = asked({ ...stolen, 'ransom-type': 'extortion-only' })
  expect(threatened).toEqual(expect.arrayContaining(['ransom-note', 'ransom-demand', 'ransom-leak-site']))
  expect(threatened).not.toContain('ransom-extension')
  expect(asked({ ...stolen, 'ransom-type': 'none' })).not.toContain('ransom-note')
})

test('a flood with a demand asks for the demand, a flood without one does not', () => {
  const flood = { 'incident-attack-type': ['ddos'], 'ddos-extortion': 'none' }
  expect(asked(flood)).not.toContain('ransom-demand')
  expect(asked({ ...flood, 'ddos-extortion': 'None' })).not.toContain('ransom-demand')
  expect(asked({ ...flood, 'ddos-extortion': '20 BTC' })).toContain('ransom-demand')
})

test('who names a country of the Union, by name or by code, is asked for what its rules want', () => {
  for (const area of ['DE', '徳島県、ドイツ', 'France and Italy']) {
    expect(asked({ 'impact-area': [area] }), area).toContain('time-classification')
  }
  expect(asked({ 'impact-area': ['徳島県', 'US'] })).not.toContain('time-classification')
})
