import { choice, choices, date, group, item, list, moment, must, quantity, section, text } from './kinds.ts'

/** Everybody who can receive a report; what a reporter ticks are the addressees no duty names (police, JPCERT/CC, IPA …). */
export const recipientIds = [
  'police',
  'jpcert',
  'ipa',
  'ppc',
  'nco',
  'isac',
  'fsa',
  'mic',
  'mhlw',
  'meti',
  'mlit',
  'acquirer',
] as const

export const report = section('report', [
  item('report-phase', 'initial', choice(['initial', 'interim', 'final', 'voluntary']), {
    given: true,
    mayBeUnknown: false,
  }),
  item(
    'report-revision',
    'initial',
    group({ number: must(quantity()), kind: choice(['new', 'update']), date: date() }),
    { given: true, mayBeUnknown: false },
  ),
  item('report-date', 'initial', moment(), { given: true, mayBeUnknown: false }),
  item(
    'report-purpose',
    'initial',
    choices(['statutory', 'notification', 'information', 'consultation', 'coordination'], { open: true }),
    { mayBeUnknown: false },
  ),
  item('report-recipients', 'initial', choices(recipientIds, { instead: ['none'] }), { mayBeUnknown: false }),
  item(
    'report-legal-basis',
    'interim',
    choices(
      [
        'appi-26-1', // 個人情報の保護に関する法律 第26条第1項
        'appi-68-1', // 同法 第68条第1項（行政機関等）
        'mynumber-29-4', // 番号法 第29条の4
        'cyber-response-5', // 重要電子計算機に対する不正な行為による被害の防止に関する法律 第5条
        'telecom-28', // 電気通信事業法 第28条
        'electricity-3', // 電気関係報告規則 第3条
        'financial-supervision', // 銀行法等・監督指針・事務ガイドライン
        'medical-guideline', // 医療情報システムの安全管理に関するガイドライン
        'installment-sales', // 割賦販売法・カード会社との契約
        'action-plan', // 重要インフラの行動計画による情報連絡
        'voluntary',
      ],
      { others: true },
    ),
  ),
  item('report-previous-refs', 'interim', list(text(200)), { given: true }),
])
