/** What supervisors, notices and the action plan ask to be told. */
import type { Condition } from '#forms/condition.ts'
import { named } from '#forms/items/kinds.ts'
import { all, any, fact, has, is, known, mentions, not } from '#forms/rulebooks/write.ts'

const careGiver = any(
  has('org-industry', ['hospital', 'clinic']),
  // the hospital of a town is a care giver, its town hall is not
  all(known(has('org-designation', ['hospital'])), not(known(is('org-industry', 'local-government')))),
  known(has('org-ci-sector', ['medical'])),
)

const moneyWords = named(`
  電子マネー プリペイド 前払 チャージ 送金 決済 口座 資金移動 残高 ウォレット ギフト 商品券 暗号資産 仮想通貨 ポイント Pay ペイ カード
`)

export const sectorEvents: Record<string, Condition> = {
  // 医政局通知 2018: a cyber attack on a hospital or clinic
  'attack-on-care': all(careGiver, fact('cyber-attack'), not(fact('only-an-insider'))),
  // 監督指針: everything at a financial institution; beside another business only what touches the payment service
  'under-financial-supervision': any(
    fact('financial-institution'),
    all(
      fact('payments-on-the-side'),
      any(
        known(is('org-industry', 'payment-service-provider')),
        paymentSystemHit(),
        mentions('impact-services', moneyWords),
      ),
    ),
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
