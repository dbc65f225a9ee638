/**
 * What the name of an organisation says about its legal form. Reading names is sound here: only such bodies may bear these
 * words (独立行政法人通則法4条2項・10条, 地方独立行政法人法3条2項), and they have to.
 */
import type { Condition } from '#forms/condition.ts'
import { all, known, mentions, not } from '#forms/rulebooks/write.ts'

const named = (...words: string[]) => known(mentions('org-name', words))

export const legalFormFacts: Record<string, Condition> = {
  // 独立行政法人通則法2条1項; the local kind is another law's
  'independent-agency': all(named('独立行政法人', '国立研究開発法人'), not(named('地方独立行政法人'))),
  // 個人情報保護法 別表第二: agencies that follow the rules for business
  'annex-two': named(
    '国立研究開発法人',
    '国立大学法人',
    '大学共同利用機関法人',
    '国立病院機構',
    '地域医療機能推進機構',
  ),
  // サイバーセキュリティ基本法13条: corporations designated beside the agencies (from knowledge)
  'designated-corporation': named('年金機構', '情報システム機構', '共済組合', '共済事業団'),
}
