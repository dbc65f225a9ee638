import { after, choice, choices, consent, group, item, must, named, section, text } from './kinds.ts'
import { prefectures } from './prefectures.ts'
import { finance } from './when.ts'

export const industries = named(`
  hospital clinic
  bank securities-firm insurer credit-card-issuer payment-service-provider
  funds-transfer-operator crypto-exchange
  telecom-carrier isp saas-provider media game-company
  power-transmission gas-utility gas-engineering water-utility
  railway airline airport port-operator logistics travel-agency hotel
  local-government special-public-corporation national-rd-agency research-institute
  university school
  manufacturer brewer trading-company retailer ec-merchant home-services
  tax-accountant background-check-service print-bpo call-center event-organiser
`)

/** 重要インフラ分野. Fifteen are known by name; a sixteenth was spoken of in 2026 and can be typed. */
const criticalSectors = named(`
  ict finance aviation airport railway power gas government medical water
  logistics chemical credit petroleum port none
`)

const designations = [
  'special-social-infrastructure-operator', // 特別社会基盤事業者 (令和7年法律第42号)
  'registered-telecom-carrier', // 電気通信事業法 第9条
  'notified-telecom-carrier', // 同法 第16条
  'designated-telecom-carrier', // 同法 第27条の5（特定利用者情報）
  'licensed-bank', // 銀行法 第4条
  'licensed-insurer', // 保険業法 第3条
  'registered-securities-firm', // 金融商品取引法 第29条
  'registered-funds-transfer', // 資金決済法 第37条
  'registered-prepaid-issuer', // 資金決済法 第7条（第三者型前払式支払手段）
  'registered-crypto-exchange', // 資金決済法 第63条の2
  'registered-credit-issuer', // 割賦販売法 第31条（包括信用購入あっせん）
  'registered-psp', // 割賦販売法 第35条の17の2（カード番号等取扱契約締結事業者）
  'licensed-transmission-operator', // 電気事業法 第3条（一般送配電・送電・配電）
  'hospital', // 医療法
  'local-government', // 地方公共団体
  'none',
]

export const organisation = section('organisation', [
  item(
    'reporter-capacity',
    'initial',
    group({
      role: must(choice(['victim', 'processor', 'vendor', 'agent'])),
      organisation: after('role', ['processor', 'vendor', 'agent'], text()),
      authorised: after('role', ['vendor', 'agent'], consent()), // has the victim authorised this report?
    }),
    { mayBeUnknown: false, proposed: { role: 'victim' } },
  ),
  item('org-name', 'initial', text(), { mayBeUnknown: false }),
  item('org-corporate-number', 'initial', text(30, { like: 'corporate-number', instead: ['none'] })),
  item(
    'org-address',
    'initial',
    group({
      prefecture: must(choice([...prefectures, 'abroad'])),
      city: text(),
      postcode: { ...text(20, { like: 'postcode' }), anyFormAfter: { part: 'prefecture', values: ['abroad'] } },
    }),
    { mayBeUnknown: false },
  ),
  item('org-industry', 'initial', choice(industries, { others: true })),
  item('org-ci-sector', 'initial', choices(criticalSectors, { bare: true, others: true })),
  item('org-designation', 'initial', choices(designations, { open: true })),
  item('org-representative', 'interim', text()),
  item('org-identifiers', 'initial', group({ licence: text(), lei: text(40), parent: text() }), { when: finance }),
])
