/**
 * What the name of an organisation says about its legal form. Reading names is sound here: only such bodies may bear these
 * words (独立行政法人通則法4条2項・10条, 地方独立行政法人法3条2項), and they have to.
 */
import type { Condition } from '#forms/condition.ts'
import { named, phrases } from '#forms/items/kinds.ts'
import { all, any, calls, fact, has, known, mentions, not } from '#forms/rulebooks/write.ts'

/** The name holds one of these words. */
const bears = (words: string) => known(mentions('org-name', named(words)))

const organs = [
  ...named('国の行政機関 国家行政機関 国の機関 国の出先機関 地方支分部局 中央省庁 府省庁 省庁 中央官庁'),
  ...phrases('national government, central government, government ministry, ministry of the state'),
]

export const legalFormFacts: Record<string, Condition> = {
  // 独立行政法人通則法2条1項; the local kind is another law's
  'independent-agency': all(bears('独立行政法人 国立研究開発法人'), not(bears('地方独立行政法人'))),
  'local-agency': bears('地方独立行政法人'),
  // Founded by a local government, or part of one, as the word says (地方公営企業法7条・39条の2, 消防組織法9条, 警察法36条,
  // 地方教育行政の組織及び運営に関する法律, 地方自治法284条)
  'local-body': any(
    bears(`
      市立 町立 村立 区立 県立 都立 府立 道立 市役所 町役場 村役場 区役所 県庁
      水道局 交通局 教育委員会 消防局 消防本部 警察本部 広域連合
      一部事務組合 広域事務組合 消防組合 衛生組合 清掃組合
    `),
    all(bears('企業団 企業庁 企業局'), not(bears('企業団地 中小企業'))),
  ),
  // 法2条11項2号: a local government's organs without its assembly, which is no business either (法16条2項2号)
  assembly: all(bears('市議会 町議会 村議会 区議会 県議会 都議会 府議会 道議会'), not(bears('共済 議長会 議員'))),
  // 国の行政機関 (法2条8項): in the sector of government, by what it calls itself, or by a name that only such organs bear
  // (東京都財務局 and 産業労働局 are of a local government); no body of a local government and no corporation
  'organ-of-state': all(
    any(
      all(
        known(has('org-ci-sector', ['government'])),
        bears('省 庁 内閣 委員会 検査院 人事院 国税局 労働局 財務局 整備局 運輸局 法務局 税関'),
      ),
      known(calls('org-industry', organs)),
      bears(`
        国税局 税務署 労働基準監督署 公共職業安定所 ハローワーク 法務局 検察庁 地方整備局 地方運輸局 経済産業局 総合通信局
        地方農政局 管区警察局 気象台 海上保安本部 地方環境事務所 在留管理局
      `),
    ),
    not(any(known(has('org-industry', ['local-government'])), known(has('org-designation', ['local-government'])))),
    not(fact('local-body')),
    not(bears('会社 法人 機構 公社 協会 組合 都庁 府庁 県庁 道庁')),
  ),
  // 個人情報保護法 別表第二: agencies and corporations that follow the rules for business
  'annex-two': bears(`
    国立研究開発法人 国立大学法人 大学共同利用機関法人 国立病院機構 地域医療機能推進機構
    沖縄科学技術大学院大学学園 福島国際研究教育機構 放送大学学園
  `),
  // 個人情報保護法 別表第一 does not name them (from knowledge): special companies, three banks apart, 日本放送協会,
  // 日本赤十字社, and bodies of insurance and mutual aid
  'outside-annex-one': any(
    all(bears('株式会社'), not(bears('国際協力銀行 日本政策金融公庫 貿易保険'))),
    bears('放送協会 赤十字 共済組合 支払基金 健康保険協会 下水道事業団 商工会議所 広域的運営推進機関'),
  ),
  // サイバーセキュリティ基本法13条: corporations designated beside the agencies (from knowledge)
  'designated-corporation': bears('年金 ねんきん 情報システム機構 共済組合 共済事業団'),
}
