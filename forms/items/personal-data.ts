/** 個人情報の保護に関する法律施行規則 第7条・第8条、行政機関等は第43条・第44条. */
import { choice, choices, consent, group, item, list, must, named, quantity, section, text } from './kinds.ts'
import { personalData } from './when.ts'

const asked = { when: personalData }

const dataItems = named(`
  name address birthdate gender age phone email
  password my-number pension-number
  card-number card-security-code partial-card-number card-usage
  bank-account account-balance income tax-amount policy-number
  medical-record diagnosis prescription health-checkup disability criminal-record crime-victim
  creed race social-status welfare-status
  employment-record grades student-number location communication-record photo
`)

export const personalDataSection = section('personal-data', [
  item('pd-involved', 'initial', choice(['yes', 'no'])),
  item(
    'pd-breach-type',
    'initial',
    choices(['leak', 'leak-feared', 'loss', 'loss-feared', 'damage', 'damage-feared']),
    asked,
  ),
  item(
    'pd-items',
    'initial',
    group({
      items: choices(dataItems, { others: true, some: true }),
      medium: choice(['server', 'database', 'pc', 'email', 'usb', 'cloud', 'smartphone', 'paper'], { others: true }),
    }),
    asked,
  ),
  item(
    'pd-subject-count',
    'initial',
    group({
      max: quantity('people'),
      certainty: choice(['estimated', 'confirmed']),
      records: quantity('records'),
    }),
    asked,
  ),
  item(
    'pd-subject-kinds',
    'interim',
    choices(
      named(`
        customers customers-users employees families applicants business-partners
        patients students staff alumni residents members clients-employees
      `),
      { others: true },
    ),
    asked,
  ),
  item('pd-trigger', 'initial', choices(['rule7-1', 'rule7-2', 'rule7-3', 'rule7-4', 'none']), asked),
  item(
    'pd-protection',
    'initial',
    choice(['none', 'strong-encryption', 'encryption-key-leaked'], { open: true }),
    asked,
  ),
  item(
    'pd-entrustment',
    'initial',
    group({
      role: must(choice(['own', 'entrustor', 'processor', 'both'])),
      counterparties: list(text()),
      counterparties_notified: consent(), // 法26条1項ただし書・規則9条
      own_data_subjects: quantity('people', { instead: ['yes', 'no'] }),
    }),
    asked,
  ),
  item(
    'pd-cause-category',
    'interim',
    group({
      side: must(choice(['own', 'processor', 'third-party'])),
      category: choice(
        ['unauthorised-access', 'malware', 'insider', 'theft', 'loss', 'misdelivery', 'misconfiguration'],
        { others: true },
      ),
    }),
    asked,
  ),
  item(
    'pd-secondary-damage',
    'initial',
    group({
      exists: must(
        choice(['none-confirmed', 'feared', 'confirmed', 'confirmed-spread-on-social-media'], { open: true }),
      ),
      detail: text(2000),
    }),
    asked,
  ),
  item(
    'pd-subject-notice',
    'initial',
    group({ status: must(choice(['done', 'partly', 'planned', 'none'], { open: true })), method: text(1000) }),
    asked,
  ),
])
