/** What supervisors, notices and the action plan ask to be told. */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import { all, any, answered, fact, has, is, known, mentions, not, onlyMentions } from '#forms/rulebooks/write.ts'

const careGiver = any(
  has('org-industry', ['hospital', 'clinic']),
  fact('care-in-words'),
  // the hospital of a town is a care giver, its town hall is not
  all(known(has('org-designation', ['hospital'])), not(known(is('org-industry', 'local-government')))),
  known(has('org-ci-sector', ['medical'])),
)

/** Words for what the 資金決済法 regulates, wherever they stand. */
const moneyOfTheAct = [
  ...named('電子マネー 前払 チャージ 送金 資金移動 残高 ウォレット 商品券 暗号資産 仮想通貨'),
  ...phrases(`
    e money, electronic money, prepaid, stored value, top up, remittance, money transfer, fund transfer, funds transfer,
    account balance, card balance, wallet, gift voucher, crypto asset, crypto currenc, virtual currenc
  `),
]
/** The name of a service that is a payment. */
const payments = [...moneyOfTheAct, '決済', 'payment']
/** Words that mean payments when the operator is registered for them. */
const moneyWords = [
  ...payments,
  ...named('プリペイド 口座 ギフト Pay ペイ ICカード'),
  ...phrases('gift card, ic card, bank account'),
]

export const sectorEvents: Record<string, Condition> = {
  'care-giver': careGiver,
  // 医政局通知 2018: a cyber attack on a hospital or clinic; not one on a contractor alone while care goes on
  'attack-on-care': all(
    fact('care-giver'),
    fact('cyber-attack'),
    not(fact('only-an-insider')),
    not(fact('only-at-a-contractor')),
  ),
  // 監督指針: everything at a financial institution; beside another business only what touches the payment service
  'under-financial-supervision': any(
    fact('financial-institution'),
    all(
      fact('payments-on-the-side'),
      any(
        known(is('org-industry', 'payment-service-provider')),
        answered('impact-transactions.count'),
        answered('impact-transactions.amount'),
        known(mentions('sys-affected.systems', moneyWords)),
        known(mentions('incident-title', moneyOfTheAct)), // not 決済: so is the checkout of a shop
        mentions('impact-services', moneyWords),
      ),
    ),
  ),
  // Registered for payments beside another business, and nothing but the payment service is hit
  'only-payments': all(
    known(fact('payments-on-the-side')),
    not(known(is('impact-ci-level', 'deviated'))),
    known(onlyMentions('impact-services', payments)),
  ),
  // 行動計画 情報連絡: an attack on or an outage of the systems of the critical service itself
  'ci-event': all(
    fact('for-the-victim'),
    any(all(fact('cyber-attack'), not(fact('only-an-insider')), not(fact('only-deceit'))), fact('outage')),
    not(fact('only-at-a-contractor')),
    not(fact('only-in-a-side-business')),
  ),
}
