/**
 * Trades in a reporter's own words, where the list of the form has none for them or was not looked through: who is
 * supervised by the FSA or the MIC, and who cares for the sick. Which of them the FSA supervises: from knowledge; that
 * lenders are among them, though some answer to a governor, follows from ppc.go.jp FAQ 4-7 (法165条).
 */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import { industries } from '#forms/items/organisation.ts'
import { all, any, calls, has, known, mentions, not } from '#forms/rulebooks/write.ts'

const inOwnWords = not(known(has('org-industry', industries)))
/** It is called one of these, and nothing in it makes something else of it. */
const trade = (words: readonly string[], but: readonly string[]): Condition =>
  all(inOwnWords, known(calls('org-industry', words)), not(known(mentions('org-industry', [...aboutIt, ...but]))))

const aboutIt = [
  ...named('システム ソフト 開発 向け コンサル 協会 研修 支援 派遣 紹介 広告'),
  ...phrases('system, software, consult, association, outsourc, lawyer, law firm, supplier, vendor'),
]

export const tradeFacts: Record<string, Condition> = {
  'finance-in-words': trade(
    [
      ...named(`
        銀行 銀行持株 地銀 メガバンク ネットバンク 信用金庫 信金 信金中央金庫 信用組合 信組 労働金庫 労金 農林中央金庫 信託
        銀行代理 電子決済等代行 証券 金融商品取引 金融商品仲介 投資運用 投資助言 投資助言・代理 投資顧問 投資一任
        投資信託 投資信託委託 投信 投信委託 資産運用 保険 生保 損保 貸金 消費者金融 資金移動
        暗号資産交換 暗号資産取引所 仮想通貨交換 仮想通貨取引所
      `),
      ...phrases(`
        bank, banking, bank holding, credit union, credit cooperative, trust company, trust companie, securities,
        securities broker, securities brokerage, stock broker, stock brokerage, fx, fx trading, fx broker, asset management, asset manager, investment management,
        investment manager, investment advisory, investment adviser, investment advisor, investment trust management,
        insurance, reinsurance, insurer, money lending, money lender, payday lender, consumer finance, consumer lending,
        consumer lender, funds transfer, fund transfer, money transfer, remittance, crypto asset exchange, crypto exchange,
        cryptocurrency exchange, virtual currency exchange, bitcoin exchange
      `),
    ],
    [
      ...named(`
        血液 骨髄 臍帯 さい帯 角膜 卵子 精子 遺伝子 種子 人材銀行 中央銀行 日本銀行 VFX SFX
        健康保険 社会保険 国民保険 介護保険 雇用保険 労災 労働保険 年金保険 貿易保険 有価証券
      `),
      ...phrases(`
        food bank, blood bank, data bank, eye bank, tissue bank, seed bank, gene bank, sperm bank, milk bank, river bank,
        power bank, memory bank, job bank, talent bank, time bank, piggy bank, central bank, bank of japan,
        health insurance, social insurance, employment insurance, care insurance, national insurance, pension insurance
      `),
    ],
  ),
  // 保険募集人, 保険仲立人: their breach reports go to the FSA, what else they owe is the business of their insurers
  'insurance-agency': trade(
    [
      ...named(`
        保険代理 保険の代理 保険総合代理 保険募集 保険の募集 保険募集人 保険募集代理 保険仲立 保険仲立人 保険ブローカー
      `),
      ...phrases('insurance agency, insurance agenci, insurance agent, insurance broker, insurance brokerage'),
    ],
    ['社会保険', '労働保険'],
  ),
  'telecom-in-words': any(
    trade(
      [
        ...named(`
        電気通信 通信事業 通信業 通信キャリア 通信会社 移動体通信 移動通信 固定通信 無線通信 衛星通信 光回線 固定電話 IP電話 専用線
        携帯電話 携帯キャリア 携帯通信 格安SIM 格安スマホ テレコム インターネットプロバイダ インターネットプロバイダー
        インターネットサービスプロバイダ インターネットサービスプロバイダー インターネット・サービス・プロバイダ
        インターネット・サービス・プロバイダー 接続プロバイダ 接続プロバイダー インターネット接続 インターネット接続サービス
        ケーブルテレビ ケーブルテレビ放送 CATV
      `),
        ...phrases(`
        isp, mvno, mno, telecom, telecommunication, telecom carrier, telecommunication carrier, telecommunications carrier,
        telephone company, telephone companie, telephone operator, phone company, phone companie, mobile operator,
        mobile carrier, mobile phone operator, mobile phone carrier, mobile network operator, virtual network operator, voip,
        internet provider, internet service provider, internet access, broadband, cable tv, cable television,
        satellite communication
      `),
      ],
      [
        ...named(
          '工事 建設 機器 装置 アンテナ メーカー 製造 販売 代理店 ショップ 情報通信業 修理 レンタル 買取 カード',
        ),
        ...phrases('construction, equipment, maker, manufactur, installation, agen, shop, store, repair, rental'),
      ],
    ),
    known(has('org-industry', ['プロバイダ', 'プロバイダー'])),
  ), // that of the internet; others say of what
  'care-in-words': trade(
    [
      ...named(`
        病院 医院 診療所 クリニック 歯科 医療法人 医療機関 医療センター 透析センター 健診センター
        内科 外科 小児科 産婦人科 産科 婦人科 眼科 皮膚科 精神科 耳鼻咽喉科 耳鼻科 泌尿器科 心療内科 放射線科 麻酔科
      `),
      ...phrases(`
        hospital, clinic, dentist, dental practice, dental office, medical practice, medical corporation, medical center,
        medical centre
      `),
    ],
    [
      ...named(`
        動物 獣医 ペット 犬 猫 技工 材料 機器 卸 販売 おもちゃ 玩具 人形 時計 靴 鞄 パソコン PC スマホ 家電 自動車 車 樹木 ゴルフ スキー
      `),
      ...phrases(`
        animal, veterinar, laborator, technician, supplie, equipment, pet clinic, pet hospital, car clinic, car hospital,
        auto clinic, toy hospital, doll hospital, dolls hospital, shoe clinic, watch clinic, watch hospital, computer clinic,
        pc clinic, phone clinic, golf clinic, ski clinic, writing clinic, legal clinic, law clinic, tax clinic, tree clinic
      `),
    ],
  ),
}
