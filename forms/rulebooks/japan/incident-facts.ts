/** What happened, to whom, and where: the facts that the rules of several laws share. */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import {
  all,
  any,
  answered,
  fact,
  has,
  is,
  known,
  leftUnknown,
  not,
  only,
  onlyMentions,
} from '#forms/rulebooks/write.ts'
import { intrusions, namedIntrusions } from './attacks.ts'
import { outsideEverySector } from './sectors.ts'

const forOthers = known(has('reporter-capacity.role', ['vendor', 'agent']))
/** Whoever it is that says to have no mandate, in a word of no list: 顧問, counsel. */
const roleUntold = not(known(has('reporter-capacity.role', ['victim', 'processor', 'vendor', 'agent'])))
const refused = is('reporter-capacity.authorised', false)

export const incidentFacts: Record<string, Condition> = {
  // A vendor or lawyer speaks for the victim only with a mandate; a processor speaks for itself
  'for-the-victim': not(
    any(all(forOthers, not(is('reporter-capacity.authorised', true))), all(roleUntold, known(refused))),
  ),
  'without-mandate': any(all(forOthers, refused), all(roleUntold, known(refused))),
  // Scope of the cyber windows: loss, misdelivery and plain faults are not theirs
  'cyber-ruled-out': known(is('incident-cyber-suspected', 'no')),
  'cyber-attack': any(
    is('incident-cyber-suspected', 'yes'),
    all(not(answered('incident-cyber-suspected')), has('incident-attack-type', [...namedIntrusions, 'ddos'])),
    // "an attack of unknown kind" says no more than the question itself, if that was left open
    all(
      not(answered('incident-cyber-suspected')),
      not(leftUnknown('incident-cyber-suspected')),
      has('incident-attack-type', intrusions),
    ),
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
      all(known(is('pd-entrustment.role', 'entrustor')), known(is('sc-provider.origin', 'processor'))),
      known(
        onlyMentions('sys-affected.systems', ['委託先', '業務委託', '受託者', 'contractor', 'outsourc', 'subcontract']),
      ),
    ),
    not(fact('outage')),
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

function sideServices(): readonly string[] {
  return [
    ...named(`
    通販 通信販売 ショップ ストア ショッピング ECサイト ECモール 物販 百貨店 ホテル レストラン 飲食 カフェ 不動産 旅行商品
    レジャー 遊園地 テーマパーク 映画館 劇場 美術館 博物館 球団 ゴルフ スポーツクラブ フィットネス 料理教室 学習塾 スクール
    保育 介護 レンタカー
  `),
    ...phrases(`
      mail order, shop, e commerce, ec site, ec mall, online store, web store, department store, hotel, restaurant, cafe,
      real estate, leisure, amusement, theme park, cinema, movie, theat, museum, baseball, golf, sports club, fitness,
      cooking, nursery, nursing care, car rental, rental car
    `),
  ]
}
