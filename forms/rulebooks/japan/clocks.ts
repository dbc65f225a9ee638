/**
 * The clocks of Japan. A day period fixed by law or order and owed to a national agency rolls to the next open day
 * (行政機関の休日に関する法律2条, which excepts periods in hours); a supervisor's guideline is no law and does not roll.
 */
import type { Clock } from '#forms/deadlines/clock.ts'

const base = { zone: 'Asia/Tokyo', seen: 'text', inForce: true } as const
const ppcFinal = { ...base, report: 'final', startsFrom: 'time-awareness', duty: 'statutory' } as const
const thirtyDays = { by: 'days', days: 30, firstDay: 'unsettled', roll: 'japan-offices' } as const

const privacy: readonly Clock[] = [
  {
    ...base,
    id: 'jp-ppc-initial',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly', guidelineDays: 5 }, // 概ね3〜5日以内
    duty: 'statutory',
    ground: '個人情報保護法施行規則8条1項、通則編ガイドライン3-5-3-3（行政機関等は施行規則44条1項。原文は未確認）',
  },
  {
    ...ppcFinal,
    id: 'jp-ppc-final',
    counts: { by: 'days', days: 30, firstDay: 'counted', roll: 'japan-offices' },
    ground: '個人情報保護法施行規則8条2項、通則編ガイドライン3-5-3-4（行政機関等は施行規則44条2項。原文は未確認）',
  },
  {
    ...ppcFinal,
    id: 'jp-ppc-final-unlawful',
    counts: { by: 'days', days: 60, firstDay: 'counted', roll: 'japan-offices' },
    ground: '個人情報保護法施行規則8条2項括弧書（7条3号。行政機関等は44条2項括弧書、43条3号。原文は未確認）',
  },
  {
    ...base,
    id: 'jp-ppc-subject-notice',
    report: 'notice',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly' },
    duty: 'statutory',
    ground: '個人情報保護法26条2項、施行規則10条（行政機関等は法68条2項、施行規則45条。原文は未確認）',
  },
  {
    ...base,
    id: 'jp-ppc-entrustor',
    report: 'notice',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly', guidelineDays: 5 },
    duty: 'statutory',
    ground: '個人情報保護法26条1項ただし書、施行規則9条（行政機関等については原文は未確認）',
  },
  {
    ...base,
    id: 'jp-mynumber',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly', guidelineDays: 5 },
    duty: 'statutory',
    ground: '番号法29条の4、平成27年特定個人情報保護委員会規則5号',
    seen: 'knowledge',
  },
  {
    ...ppcFinal,
    id: 'jp-mynumber-final',
    counts: { by: 'days', days: 30, firstDay: 'counted', roll: 'japan-offices' },
    ground: '番号法29条の4、平成27年特定個人情報保護委員会規則5号3条',
    seen: 'knowledge',
  },
  {
    ...ppcFinal,
    id: 'jp-mynumber-final-unlawful',
    counts: { by: 'days', days: 60, firstDay: 'counted', roll: 'japan-offices' },
    ground: '番号法29条の4、平成27年特定個人情報保護委員会規則5号3条',
    seen: 'knowledge',
  },
]

const cyberResponse: readonly Clock[] = [
  {
    ...base,
    id: 'jp-art5-prompt',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly' },
    duty: 'statutory',
    ground: '令和7年法律42号5条、報告命令4条2項',
    seen: 'second-hand',
  },
  {
    ...base,
    id: 'jp-art5-30d',
    report: 'final',
    startsFrom: 'time-awareness',
    counts: thirtyDays,
    duty: 'statutory',
    ground: '令和7年法律42号5条、報告命令4条2項',
    seen: 'second-hand',
  },
]

const telecom: readonly Clock[] = [
  {
    ...base,
    id: 'jp-telecom-prompt',
    report: 'initial',
    startsFrom: 'time-occurrence',
    counts: { by: 'promptly' },
    duty: 'statutory',
    ground: '電気通信事業法28条、施行規則57条（特定利用者情報についての原文は未確認）',
  },
  {
    ...base,
    id: 'jp-telecom-30d',
    report: 'final',
    startsFrom: 'time-occurrence',
    counts: thirtyDays,
    duty: 'statutory',
    ground: '電気通信事業法28条、施行規則57条（様式50の3）',
  },
  {
    ...base,
    id: 'jp-telecom-secrecy',
    report: 'final',
    startsFrom: 'time-awareness',
    counts: thirtyDays,
    duty: 'statutory',
    ground: '電気通信事業法28条、施行規則57条（様式50の2。特定利用者情報についての原文は未確認）',
  },
  {
    ...base,
    id: 'jp-telecom-osore',
    report: 'final',
    startsFrom: 'time-awareness',
    counts: thirtyDays,
    duty: 'statutory',
    ground: '電気通信事業法28条、施行規則（重大な事故が生ずるおそれがある事態）',
  },
  {
    ...base,
    id: 'jp-telecom-quarter',
    report: 'final',
    startsFrom: 'quarter-end',
    counts: { by: 'months-after-quarter', months: 2, roll: 'japan-offices' },
    duty: 'statutory',
    ground: '電気通信事業報告規則7条の3',
  },
]

const sectors: readonly Clock[] = [
  {
    ...base,
    id: 'jp-power-prompt',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'hours', hours: 24, roll: 'none' },
    duty: 'statutory',
    ground: '電気関係報告規則3条',
  },
  {
    ...base,
    id: 'jp-power-30d',
    report: 'final',
    startsFrom: 'time-awareness',
    counts: { by: 'days', days: 30, firstDay: 'counted', roll: 'japan-offices' }, // 知った日から起算して
    duty: 'statutory',
    ground: '電気関係報告規則3条',
  },
  {
    ...base,
    id: 'jp-gas-prompt',
    report: 'initial',
    startsFrom: 'time-occurrence', // 事故が発生した時から
    counts: { by: 'hours', hours: 24, roll: 'none' },
    duty: 'statutory',
    ground: 'ガス関係報告規則4条1項',
  },
  {
    ...base,
    id: 'jp-gas-30d',
    report: 'final',
    startsFrom: 'time-occurrence',
    counts: { by: 'days', days: 30, firstDay: 'counted', roll: 'japan-offices' }, // 発生した日から起算して
    duty: 'statutory',
    ground: 'ガス関係報告規則4条1項',
  },
  {
    ...base,
    id: 'jp-fsa-immediate',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly' },
    duty: 'supervisory',
    ground: '金融庁監督指針（障害発生等報告）',
    seen: 'knowledge',
  },
  {
    ...base,
    id: 'jp-fsa-follow',
    report: 'interim',
    startsFrom: 'time-occurrence',
    counts: { by: 'months', months: 1, roll: 'none' },
    duty: 'supervisory',
    ground: '金融庁監督指針（1か月以内の現状報告）',
    seen: 'knowledge',
  },
  {
    ...base,
    id: 'jp-mhlw',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly' },
    duty: 'guideline',
    ground: '医政総発1029第1号ほか、医療情報システムの安全管理に関するガイドライン6.0',
  },
  {
    ...base,
    id: 'jp-ci-renraku',
    report: 'initial',
    startsFrom: 'time-awareness',
    counts: { by: 'promptly' },
    duty: 'guideline',
    ground: '重要インフラのサイバーセキュリティに係る行動計画（情報連絡）',
    seen: 'knowledge',
  },
]

const voluntary: readonly Clock[] = (
  [
    ['jp-police', 'サイバー事案に関する通報等のオンライン受付窓口（被害届ではない。緊急は110番）'],
    ['jp-jpcert', 'JPCERT/CC インシデント報告'],
    ['jp-ipa', 'コンピュータウイルス対策基準、コンピュータ不正アクセス対策基準'],
  ] as const
).map(([id, ground]) => ({
  ...base,
  id,
  report: 'initial',
  startsFrom: 'time-awareness',
  counts: { by: 'none' },
  duty: 'voluntary',
  ground,
}))

export const clocks: readonly Clock[] = [...privacy, ...cyberResponse, ...telecom, ...sectors, ...voluntary]
