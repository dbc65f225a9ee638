/**
 * What the law calls things, said with answers. Facts decide, ticks are evidence: a filer who ticks nothing in the first
 * hour is the normal case (routing by 施行規則7条 must not wait for `pd-trigger`).
 */
import { named } from '#forms/items/kinds.ts'
import type { Condition } from '#forms/condition.ts'
import {
  all,
  any,
  answered,
  atLeast,
  fact,
  has,
  is,
  known,
  mentions,
  not,
  only,
  onlyMentions,
  since,
} from '#forms/rulebooks/write.ts'
import { intrusions } from './attacks.ts'
import { cardFacts } from './card-facts.ts'
import { delegationFacts } from './delegation.ts'
import { privacyFacts } from './privacy-facts.ts'
import { outsideEverySector, sectorFacts } from './sectors.ts'

const incidentFacts: Record<string, Condition> = {
  // A vendor or lawyer speaks for the victim only with a mandate; a processor speaks for itself
  'for-the-victim': not(
    all(known(has('reporter-capacity.role', ['vendor', 'agent'])), not(is('reporter-capacity.authorised', true))),
  ),
  'without-mandate': all(
    known(has('reporter-capacity.role', ['vendor', 'agent'])),
    is('reporter-capacity.authorised', false),
  ),
  // Scope of the cyber windows: loss, misdelivery and plain faults are not theirs
  'cyber-ruled-out': known(is('incident-cyber-suspected', 'no')),
  'cyber-attack': any(
    is('incident-cyber-suspected', 'yes'),
    all(not(answered('incident-cyber-suspected')), has('incident-attack-type', [...intrusions, 'ddos'])),
  ),
  'flood-only': all(
    known(has('incident-attack-type', ['ddos'])),
    known(only('incident-attack-type', ['ddos', 'other'])),
  ),
  outage: any(
    known(has('incident-events', ['system-outage'])),
    known(has('impact-outage.degree', ['full', 'partial'])),
    all(
      not(answered('incident-events')),
      not(answered('impact-outage.degree')),
      has('incident-events', ['system-outage']),
    ),
  ),
  // The event lies in the systems of a contractor and the own service goes on
  'only-at-a-contractor': all(
    any(
      known(is('pd-cause-category.side', 'processor')),
      known(onlyMentions('sys-affected.systems', ['委託先', '再委託先'])),
    ),
    not(known(fact('outage'))),
    not(known(is('impact-ci-level', 'deviated'))),
  ),
  // Somebody of our own took data, nobody attacked
  'only-an-insider': all(
    known(has('incident-attack-type', ['insider'])),
    known(only('incident-attack-type', ['insider', 'other'])),
  ),
  // Money or trust was abused by mail, no system was entered and no data are concerned
  'only-deceit': all(
    known(only('incident-attack-type', ['bec', 'phishing', 'other'])),
    known(has('incident-attack-type', ['bec', 'phishing'])),
    known(is('pd-involved', 'no')),
    not(known(has('incident-events', ['information-leak']))),
  ),
  // The event lies in a business beside the critical service (a shop, a hotel): no 情報連絡
  'only-in-a-side-business': all(
    not(known(is('impact-ci-level', 'deviated'))),
    any(
      known(has('org-industry', outsideEverySector)),
      known(onlyMentions('impact-services', sideServices())),
      all(not(answered('impact-services')), known(onlyMentions('sys-affected.systems', sideServices()))),
    ),
  ),
}

function sideServices(): string[] {
  return [
    '通販',
    'オンラインショップ',
    'オンラインストア',
    'ショッピング',
    'ECサイト',
    'ホテル',
    'レストラン',
    '不動産',
  ]
}

/** サイバー対処能力強化法（令和7年法律42号）5条, 報告命令4条; in force for events noticed on or after 2026-10-01. */
const actFacts: Record<string, Condition> = {
  'designated-operator': any(
    known(has('org-designation', ['special-social-infrastructure-operator'])),
    all(fact('designable-sector'), has('org-designation', ['special-social-infrastructure-operator'])),
  ),
  'designated-computer-hit': not(any(has('sys-designated-computer', ['none']), only('sys-designated-computer', []))),
  'noticed-in-force': since('time-awareness', '2026-10-01T00:00:00+09:00'),
  // 特定侵害事象: an unlawful act (不正な行為), floods included; a plain fault is none
  'art5-event': all(
    fact('for-the-victim'),
    fact('designated-operator'),
    fact('noticed-in-force'),
    fact('designated-computer-hit'),
    fact('cyber-attack'),
  ),
}

const users = (count: number) => atLeast('impact-users.count', count)
const hours = (count: number) => atLeast('impact-outage.hours', count, 'time-occurrence')
const serves = (words: string[]) => known(mentions('impact-services', words))
const emergencyCalls = any(
  serves(['緊急通報', '110番', '119番']),
  all(
    known(mentions('impact-safety', ['緊急通報', '110番', '119番'])),
    not(known(mentions('impact-safety', ['影響なし', '影響はない', '支障なし', '支障はない']))),
  ),
)
const freeService = serves(['無料'])
const thingsService = serves(['IoT', 'M2M', 'LPWA'])

/** 電気通信事業法28条1項2号, 施行規則58条: serious accidents by kind of service. The full table: from knowledge. */
const telecomFacts: Record<string, Condition> = {
  'serious-accident': all(
    fact('telecom-operator'),
    fact('outage'),
    not(known(is('impact-outage.degree', 'none'))),
    any(
      all(emergencyCalls, users(30_000), hours(1)),
      all(serves(['音声', '電話', '通話']), users(100_000), hours(1)),
      all(not(freeService), not(thingsService), users(30_000), hours(2)),
      all(not(freeService), not(thingsService), users(1_000_000), hours(1)),
      all(freeService, users(100_000), hours(24)),
      all(freeService, users(1_000_000), hours(12)),
      all(thingsService, users(30_000), hours(12)),
      all(thingsService, users(1_000_000), hours(2)),
    ),
  ),
  // 28条1項2号イ: the secrecy of communications leaked, by whatever cause
  'secrecy-leak': all(
    fact('telecom-operator'),
    any(
      known(is('telecom-secrecy', true)),
      known(
        all(not(answered('telecom-secrecy')), has('pd-items.items', ['communication-record', 'communication-content'])),
      ),
      all(known(has('incident-events', ['information-leak'])), is('telecom-secrecy', true)),
    ),
  ),
}

/** 電気関係報告規則3条: an electricity accident (supply disruption and the like), cyber or not. */
const powerFacts: Record<string, Condition> = {
  'power-operator': any(
    known(has('org-industry', ['power-transmission'])),
    known(has('org-designation', ['licensed-transmission-operator'])),
    known(has('org-ci-sector', ['power'])),
  ),
  'electricity-accident': all(
    fact('power-operator'),
    any(
      is('impact-ci-level', 'deviated'), // 電力の維持レベル = no supply disruption above the threshold
      all(
        serves(['停電', '供給支障', '電力供給', '電力の供給', '電気の供給', '送電', '配電', '発電']),
        known(has('impact-outage.degree', ['full', 'partial'])),
      ),
    ),
  ),
}

const careGiver = any(
  has('org-industry', ['hospital', 'clinic']),
  known(has('org-designation', ['hospital'])),
  known(has('org-ci-sector', ['medical'])),
)

const moneyWords = named(`
  電子マネー プリペイド 前払 チャージ 送金 決済 口座 資金移動 残高 ウォレット ギフト 商品券 暗号資産 仮想通貨 ポイント Pay ペイ カード
`)

const sectorEvents: Record<string, Condition> = {
  // 医政局通知 2018: a cyber attack on a hospital or clinic
  'attack-on-care': all(careGiver, fact('cyber-attack'), not(fact('only-an-insider'))),
  // 監督指針: everything at a financial institution; beside another business only what touches the payment service
  'under-financial-supervision': any(
    fact('financial-institution'),
    all(fact('payments-on-the-side'), any(mentions('impact-services', moneyWords), paymentSystemHit())),
  ),
  // 行動計画 情報連絡: an attack on or an outage of the systems of the critical service itself
  'ci-event': all(
    fact('for-the-victim'),
    any(all(fact('cyber-attack'), not(fact('only-an-insider')), not(fact('only-deceit'))), fact('outage')),
    not(fact('only-at-a-contractor')),
    not(fact('only-in-a-side-business')),
  ),
}

function paymentSystemHit(): Condition {
  return known(mentions('sys-affected.systems', moneyWords))
}

export const facts: Record<string, Condition> = {
  ...incidentFacts,
  ...sectorFacts,
  ...delegationFacts,
  ...privacyFacts,
  ...cardFacts,
  ...actFacts,
  ...telecomFacts,
  ...powerFacts,
  ...sectorEvents,
}
