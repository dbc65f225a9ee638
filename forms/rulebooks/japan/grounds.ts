/**
 * The laws, orders, guidelines, contracts and choices behind rules and needs, and how sure we are of each.
 * Their names and sources are words: locales/<language>/rules.json.
 */
import type { Rulebook, Seen } from '#forms/rulebook.ts'

const seenAs: Record<Seen, string[]> = {
  text: [
    'appi-26', // 個人情報保護法26条1項, 施行規則7条・8条
    'appi-voluntary', // 通則編ガイドライン3-5-3-1
    'appi-150', // 権限委任: ppc.go.jp FAQ 4-7, soumu.go.jp
    'my-number-29-4', // 番号法29条の4, 平成27年特定個人情報保護委員会規則5号
    'telecom-28-accident', // 電気通信事業法28条1項2号, 施行規則57条・58条
    'telecom-28-secrecy', // 電気通信事業法28条1項2号イ
    'electricity-3', // 電気関係報告規則3条
    'gas-4', // ガス事業法171条1項, ガス関係報告規則4条 (who, when and to whom; not the sheet)
    'medical-notice', // 医政総発1029第1号ほか (2018-10-29), 安全管理ガイドライン6.0
    'installment-35-16', // 割賦販売法35条の16ほか (the duty; not the list of items)
    'ipa-standards', // コンピュータウイルス対策基準, コンピュータ不正アクセス対策基準
    'police-window', // サイバー事案に関する通報等のオンライン受付窓口
  ],
  'second-hand': [
    'cyber-act-5', // 令和7年法律42号5条, 報告命令4条, 告示2号
    'common-forms', // 関係省庁申合せ 2025-05-28, 2026-09-15 改正
    'consent-government', // 申合せ: NCO への共有の同意
    'jpcert-report', // JPCERT/CC インシデント報告様式
    'meti-guide', // METI 攻撃技術情報の取扱い・活用手引き, モデル条文
  ],
  knowledge: [
    'telecom-28-users', // 電気通信事業法28条1項2号ロ, 27条の5
    'appi-68', // 個人情報保護法68条, 施行規則43条
    'fsa-supervision', // 監督指針・事務ガイドライン
    'action-plan', // 重要インフラの行動計画: 情報連絡 (its contents)
    'government-standards', // 政府機関等のサイバーセキュリティ対策のための統一基準群
    'acquirer-sheet', // カード会社への事故報告の項目
    'reporters-choice', // 報告者の選択
  ],
  reconstructed: [
    'useful', // of use to the recipient's task; sent only when the reporter adds it
  ],
}

export const grounds: Rulebook['grounds'] = Object.entries(seenAs).flatMap(
  ([seen, ids]) => ids.map((id) => ({ id, seen: seen as Seen })), // Object.entries forgets the keys of its own record
)
