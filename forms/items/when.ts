/**
 * When an item is asked. Facts about answers only, no law: whom a report must reach is decided by the rulebook.
 * They are generous on purpose, because what is hidden is dropped; an open answer keeps the item on the form.
 */
import type { Condition } from '#forms/condition.ts'
import type { ItemId } from '#forms/item.ts'
import { named } from './kinds.ts'

const has = (item: ItemId, values: readonly string[], part?: string): Condition => ({ item, part, has: values })
const answered = (item: ItemId): Condition => ({ item, answered: true })
const not = (condition: Condition): Condition => ({ not: condition })
const all = (...conditions: Condition[]): Condition => ({ all: conditions })
const any = (...conditions: Condition[]): Condition => ({ any: conditions })
const attack = (...types: string[]): Condition => has('incident-attack-type', types)
const industry = (...kinds: string[]): Condition => has('org-industry', kinds)
const sector = (...ids: string[]): Condition => has('org-ci-sector', ids)

/** Personal data are involved, or nobody can say yet. */
export const personalData = not(has('pd-involved', ['no']))
const encryption = attack('intrusion-ransomware')
const typeOfThreat = (...types: string[]) => all(answered('ransom-type'), has('ransom-type', types))
export const ransomware = any(encryption, typeOfThreat('encryption', 'double-extortion'))
export const ddos = attack('ddos')
export const phishing = any(
  attack('phishing', 'bec', 'targeted'), // 標的型メール
  has(
    'cause-initial-access',
    named(`
      phishing phishing-attachment phishing-email phishing-link spearphishing spearphishing-attachment spearphishing-link
      malicious-attachment smishing vishing
    `),
  ),
)

export const cardData = any(
  attack('web-skimming'),
  industry('payment-service-provider', 'credit-card-issuer', 'ec-merchant', 'retailer', 'hotel', 'travel-agency'),
  industry('event-organiser', 'game-company'),
  has('pd-items', ['card-number', 'credit-card-number', 'card-security-code', 'partial-card-number'], 'items'),
  {
    item: 'pd-items',
    part: 'items',
    mentions: ['クレジットカード', 'セキュリティコード', 'credit card', 'card number', 'security code', 'cvv'],
  },
)

/** It began at, or runs on to, somebody else: a processor, a supplier, a product, the clients of a service. */
export const supplyChain = any(
  attack('supply-chain'),
  industry('saas-provider', 'isp', 'telecom-carrier', 'print-bpo', 'call-center', 'payment-service-provider'),
  has('reporter-capacity', ['processor', 'vendor'], 'role'),
  has('pd-entrustment', ['entrustor', 'processor', 'both'], 'role'),
  has('pd-cause-category', ['processor', 'third-party'], 'side'),
)

export const criticalInfrastructure = not(has('org-ci-sector', ['none']))
export const specialOperator = has('org-designation', ['special-social-infrastructure-operator'])

export const telecom = any(
  sector('ict'),
  industry('telecom-carrier', 'isp'),
  has('org-designation', ['registered-telecom-carrier', 'notified-telecom-carrier', 'designated-telecom-carrier']),
)

export const finance = any(
  sector('finance', 'credit'),
  industry(
    'bank',
    'insurer',
    'securities-firm',
    'credit-card-issuer',
    'crypto-exchange',
    'funds-transfer-operator',
    'payment-service-provider',
  ),
  has('org-designation', [
    'licensed-bank',
    'licensed-insurer',
    'registered-securities-firm',
    'registered-funds-transfer',
    'registered-prepaid-issuer',
    'registered-crypto-exchange',
    'registered-credit-issuer',
    'registered-psp',
  ]),
)

/** Money left by deceit or through somebody's account. */
export const fraud = any(
  attack('bec', 'phishing', 'non-indiscriminate-intrusion', 'insider'), // accounts taken over, money embezzled
  finance,
  has('pd-items', ['bank-account'], 'items'),
  has('incident-events', ['other']), // neither a leak nor an outage: perhaps money
  all(answered('pd-secondary-damage'), has('pd-secondary-damage', ['confirmed'], 'exists')),
)

/** People outside feel it, or a number of them is what the law counts. */
export const service = any(
  has('incident-events', ['system-outage', 'business-impact']),
  answered('impact-services'),
  personalData,
)

export const safety = any(
  criticalInfrastructure,
  industry('hospital', 'clinic'),
  has('org-designation', ['hospital', 'licensed-transmission-operator']),
)

/** Anything but a plain fault, loss or misdelivery may have left a program behind. */
export const maliciousAct = not(has('incident-cyber-suspected', ['no']))
const leak = any(has('incident-events', ['information-leak']), has('pd-involved', ['yes']))
/** Secrets may be gone: who spies or goes with what he knows seldom takes personal data. */
export const secrets = any(leak, attack('targeted', 'insider'))

/** Who took data or stopped systems may ask for money, with or without encrypting anything (ノーウェアランサム). */
const extortionThinkable = any(
  encryption,
  all(
    attack(
      'targeted',
      'vulnerability-exploitation',
      'non-indiscriminate-intrusion',
      'unclassified-specific',
      'supply-chain',
      'phishing',
      'insider',
    ),
    any(leak, has('incident-events', ['system-outage'])),
  ),
)
/** As people write that there was none; a telephone begins with a capital. */
const noThreat = named('none None NONE none. None. no No なし なし。 無し ない 特になし ありません')
const threatenedWithFloods = all(answered('ddos-extortion'), not(has('ddos-extortion', noThreat)))

/** Somebody did ask, or threatens. */
export const extortion = any(ransomware, typeOfThreat('extortion-only'), threatenedWithFloods)

/** Where a threat can be thought of, and where floods are what somebody threatens with. */
export const threatAsked = any(extortionThinkable, threatenedWithFloods)

const euMembers = named(`
  EU AT BE BG HR CY CZ DK EE FI FR DE GR HU
  IE IT LV LT LU MT NL PL PT RO SK SI ES SE
`)

/** The same as people write them: the hint of the item asks for a name or a code. */
const euNames = named(`
  欧州 ヨーロッパ オーストリア ベルギー ブルガリア キプロス チェコ ドイツ デンマーク エストニア スペイン フィンランド フランス ギリシャ
  クロアチア ハンガリー アイルランド イタリア リトアニア ルクセンブルク ラトビア マルタ オランダ ポーランド ポルトガル ルーマニア
  スウェーデン スロベニア スロバキア
  Europe Austria Belgium Bulgaria Cyprus Czech Germany Denmark Estonia Spain Finland France Greece
  Croatia Hungary Ireland Italy Lithuania Luxembourg Latvia Malta Netherlands Poland Portugal Romania
  Sweden Slovenia Slovakia
`)
const inEurope = any(has('impact-area', euMembers), { item: 'impact-area', mentions: euNames })

/** DORA, NIS2: only for those who say that the Union is concerned, so that nobody else is asked. */
export const europe = all(answered('impact-area'), inEurope)
