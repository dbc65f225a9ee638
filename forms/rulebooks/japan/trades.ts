/**
 * Trades in a reporter's own words, where the list of the form has none for them or was not looked through: who is
 * supervised by the FSA or the MIC, and who cares for the sick. Which of them the FSA supervises: from knowledge; that
 * lenders are among them, though some answer to a governor, follows from ppc.go.jp FAQ 4-7 (法165条).
 */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import { all, known, mentions, not } from '#forms/rulebooks/write.ts'

const calls = (words: readonly string[], but: readonly string[]): Condition =>
  all(known(mentions('org-industry', words)), not(known(mentions('org-industry', but))))

export const tradeFacts: Record<string, Condition> = {
  'finance-in-words': calls(
    [
      ...named(`
        銀行 信用金庫 信金 信用組合 信組 労働金庫 労金 信託会社 信託業 証券 金融商品取引業 投資運用 投資助言
        生命保険 損害保険 保険会社 少額短期保険 貸金 消費者金融 資金移動 暗号資産交換
      `),
      ...phrases(`
        bank, credit union, credit cooperative, trust company, securities, brokerage, asset manage, investment manage,
        investment advi, insurance company, insurer, life insurance, money lend, moneylend, consumer finance,
        consumer lend, funds transfer, fund transfer, crypto asset exchange, crypto exchange
      `),
    ],
    [
      ...named('取引所 代理 募集 バンク システム 印刷 データ 向け'),
      ...phrases(
        'stock exchange, agen, food bank, blood bank, data bank, eye bank, tissue bank, seed bank, bankrupt, system, software',
      ),
    ],
  ),
  // 保険募集人: its breach reports go to the FSA, what else it owes is the business of its insurers
  'insurance-agency': calls(
    [...named('保険代理 保険の代理 保険募集 保険の募集'), ...phrases('insurance agen, insurance broker')],
    ['システム', 'system'],
  ),
  'telecom-in-words': calls(
    [
      ...named(
        '電気通信事業 通信事業 通信キャリア 携帯電話会社 MVNO プロバイダ インターネット接続 ケーブルテレビ CATV',
      ),
      ...phrases(
        'telecom, mobile operator, mobile carrier, internet provider, internet service provider, cable tv, cable television',
      ),
    ],
    [
      ...named('工事 機器 メーカー 販売 代理店'),
      ...phrases('construction, equipment, maker, manufactur, installation, agen, shop'),
    ],
  ),
  'care-in-words': calls(
    [...named('病院 医院 診療所 クリニック 歯科'), ...phrases('hospital, clinic, dental, dentist')],
    [
      ...named('動物 獣医 技工 材料 機器 システム 向け コンサル 卸 販売'),
      ...phrases('animal, veterinar, laborator, technician, supplie, equipment, system, software, consult'),
    ],
  ),
}
