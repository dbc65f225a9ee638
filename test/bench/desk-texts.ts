/** Reports of one body as people write them, each with words of its own: the corpus' longest, retold. */
import { compileRulebook } from '#forms/rulebook.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer } from '#forms/item.ts'
import { planReport } from '#forms/plan.ts'
import { noChoices, projectionFor, type Projection } from '#forms/projection.ts'
import { rulebookAt } from '#forms/rulebooks.ts'
import { readCases } from './cases.ts'

/** Words that are in one report of two thousand, in one of thirty, in two of five, and in none. */
export const words = { rare: '稀語印', uncommon: '珍句跡', common: 'ランサム', none: '皆無語' } as const

const subjects = [
  '受付の端末',
  '会計の系統',
  '監視装置',
  '予約の画面',
  'ファイルサーバー',
  '認証基盤',
  '遠隔保守の回線',
  '電子カルテ',
]
const happenings = [
  '止まりました',
  '暗号化されました',
  '外と通信していました',
  '開けません',
  '書き換えられました',
  '応答しません',
]
const causes = ['VPN装置の不具合', '添付ファイル', '委託先の接続', '古いアカウント', '設定の誤り', '原因は調査中']
const names = ['架空みなと', '架空あおば', '架空ひかり', '架空さくら', '架空北斗', '架空みどり', '架空東雲', '架空若葉']
const kinds = ['病院', '電力', '水道局', '信用金庫', '市役所', '製薬', '鉄道', '大学', '通信', '物流']

export interface Told {
  projection: Projection
  heading: { organisation: string; title: string }
}

/** What `recipient` gets of real incidents of the corpus; a report is told after one of them. */
export function storiesFor(recipient: string): Projection[] {
  const rules = compileRulebook(rulebookAt('2026-11-20'), currentEdition)
  return readCases().flatMap(({ answers, asOf }) => {
    const plan = planReport(rules, currentEdition, { ...answers, 'report-recipients': [recipient] }, asOf)
    return projectionFor(plan, answers, recipient, noChoices) ?? []
  })
}

/** The `number`th report. `draw` gives numbers from 0 to 1. */
export function tellReport(stories: readonly Projection[], number: number, draw: () => number): Told {
  const one = (list: readonly string[]) => list[Math.floor(draw() * list.length)] ?? ''
  const story = stories[Math.floor(draw() * stories.length)]
  if (!story) throw new Error('no story to tell')
  const organisation = `${one(names)}${one(kinds)}`
  const sentence = () => `${one(subjects)}が${one(happenings)}。${one(causes)}。`
  const mark = `${number % 2_000 === 0 ? words.rare : ''}${number % 30 === 0 ? words.uncommon : ''}`
  const summary = `${sentence()}${draw() < 0.4 ? words.common : '不審な通信'}が疑われます。${sentence()}${sentence()}${mark}`
  const title = `${one(subjects)}の${one(causes)}`
  const own: Record<string, Answer> = { 'org-name': organisation, 'incident-summary': summary, 'incident-title': title }
  const items = story.items.map((told) => ({ ...told, value: own[told.item] ?? told.value }))
  return { projection: { ...story, recipient: story.recipient, items }, heading: { organisation, title } }
}
