/** Accidents that sector laws make reportable, cyber or not. */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
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
  over,
} from '#forms/rulebooks/write.ts'
import { communications, communicationWords, listsInWords } from './data-kinds.ts'

const users = (count: number) => atLeast('impact-users.count', count)
const hours = (count: number) => atLeast('impact-outage.hours', count, 'time-occurrence')
const serves = (words: readonly string[]) => known(mentions('impact-services', words))
const emergencies = ['緊急通報', '110番', '119番', 'emergency call']
const withEmergencies = [
  ...named('緊急通報を含 緊急通報含 緊急通報を扱う 緊急通報を取り扱う 110番 119番'),
  ...phrases('including emergency call, with emergency call, and emergency call'),
]
const withoutEmergencies = [
  ...named(`
  緊急通報を扱わない 緊急通報は扱わない 緊急通報を取り扱わない 緊急通報は取り扱わない 緊急通報を含まない
  緊急通報なし 緊急通報不可 緊急通報非対応 緊急通報に対応していない
`),
  ...phrases('without emergency call, no emergency call, not including emergency call, excluding emergency call'),
]
const unharmed = [
  ...named('影響なし 影響はない 支障なし 支障はない'),
  ...phrases('no effect, no impact, not affected, unaffected, not impaired'),
  ...withoutEmergencies,
]
/** 緊急通報を取り扱う音声伝送役務, as far as the report says that such calls are hit. */
const emergencyCalls = any(
  all(serves(emergencies), any(serves(withEmergencies), not(serves(withoutEmergencies)))),
  ...['impact-safety', 'impact-business', 'incident-summary'].map((item) =>
    all(known(mentions(item, emergencies)), not(known(mentions(item, unharmed)))),
  ),
)
// Where services of several kinds are hit, the number of users is not told by kind: the strictest table counts
const servesOnly = (words: readonly string[]) => known(onlyMentions('impact-services', words))
const freeService = servesOnly([
  '無料',
  ...phrases('free of charge, free service, free wi fi, free internet, free mail, free e mail, free messag'),
])
const thingsService = servesOnly(['IoT', 'M2M', 'LPWA'])

/** 電気通信事業法28条1項2号, 施行規則58条: serious accidents by kind of service. The full table: from knowledge. */
export const telecomFacts: Record<string, Condition> = {
  'serious-accident': all(
    fact('telecom-operator'),
    fact('outage'),
    not(known(is('impact-outage.degree', 'none'))),
    any(
      all(emergencyCalls, users(30_000), hours(1)),
      all(serves(['音声', '電話', '通話', 'voice', 'telephon', 'phone']), users(100_000), hours(1)),
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
        all(
          not(answered('telecom-secrecy')),
          any(has('pd-items.items', communications), listsInWords(communicationWords)),
        ),
      ),
      all(known(has('incident-events', ['information-leak'])), is('telecom-secrecy', true)),
    ),
  ),
  // 28条1項2号ロ: specified user information leaked (27条の5の指定; from knowledge: of more than 1,000 users)
  'user-information-leak': all(
    fact('telecom-operator'),
    has('org-designation', ['designated-telecom-carrier']),
    fact('personal-data'),
    not(known(only('pd-subject-kinds', ['employees', 'staff', 'families', 'applicants']))),
    has('pd-breach-type', ['leak']),
    over('pd-subject-count.max', 1000),
  ),
}

/** What is done or told about supply at a desk or on a site: its stop is no supply disruption. */
const aroundSupply = [
  ...named('申込 受付 契約 料金 検針 問合せ 問い合わせ 窓口 サイト ポータル アプリ 情報 閲覧 照会 案内 お知らせ'),
  ...phrases(
    'application, enquir, inquir, contract, billing, charges, meter reading, portal, web, app, information, notice',
  ),
]
/** Another supply than that of gas, or of electricity. */
const electricSupply = ['電力', '電気', '熱供給', 'electric', 'power', 'heat']
const otherSupply = ['ガス', '熱供給', 'gas', 'heat']
const supply = [
  ...named('停電 供給支障 電力供給 電力の供給 電気の供給 送電 配電 発電'),
  ...phrases(`
    blackout, power cut, power failure, power outage, power supply, supply of power, supply of electricity,
    electricity supply, supply disruption, power transmission, power distribution, power generation,
    electricity transmission, electricity distribution, electricity generation
  `),
]

const gasSupply = [
  ...named('ガス供給 ガスの供給 ガス導管 供給支障 供給停止'),
  ...phrases('gas supply, supply of gas, supply of city gas, gas distribution, supply disruption'),
]

/** ガス関係報告規則4条1項の表3号: supply that stopped for 500 users and more, cyber or not. Below, a bureau may have to be told. */
export const gasFacts: Record<string, Condition> = {
  'gas-accident': all(
    any(known(has('org-industry', ['gas-utility'])), known(has('org-ci-sector', ['gas']))),
    any(
      all(serves(gasSupply), not(known(onlyMentions('impact-services', aroundSupply)))),
      // ガスの維持レベル = no supply disruption above its own, lower threshold
      all(known(is('impact-ci-level', 'deviated')), not(known(onlyMentions('impact-services', electricSupply)))),
    ),
    fact('outage'),
    not(known(is('impact-outage.degree', 'none'))),
    users(500),
  ),
}

/** 電気関係報告規則3条: an electricity accident (supply disruption and the like), cyber or not. */
export const powerFacts: Record<string, Condition> = {
  'power-operator': any(
    known(has('org-industry', ['power-transmission'])),
    known(has('org-designation', ['licensed-transmission-operator'])),
    known(has('org-ci-sector', ['power'])),
  ),
  'electricity-accident': all(
    fact('power-operator'),
    // a leak that stops nothing is no accident, whatever is still open
    any(fact('outage'), known(is('impact-ci-level', 'deviated')), known(has('incident-events', ['business-impact']))),
    any(
      // 電力の維持レベル = no supply disruption above the threshold
      all(is('impact-ci-level', 'deviated'), not(known(onlyMentions('impact-services', otherSupply)))),
      all(
        serves(supply),
        not(known(onlyMentions('impact-services', aroundSupply))),
        known(has('impact-outage.degree', ['full', 'partial'])),
      ),
    ),
  ),
}
