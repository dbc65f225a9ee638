/** The pages that are measured: each filter and order of the queue, and what its address says. */
import { words } from './desk-texts.ts'

export const queueLines: Readonly<Record<string, string>> = {
  queue: '',
  'state new': 'state=new',
  'state opened': 'state=opened',
  'state waiting': 'state=waiting',
  'state acknowledged': 'state=acknowledged',
  'state closed': 'state=closed',
  'state returned': 'state=returned',
  'state all': 'state=all',
  'stage final': 'stage=final',
  'stage final, all': 'state=all&stage=final',
  attack: 'attack=ddos',
  'attack, all': 'state=all&attack=ddos',
  'sector, all': 'state=all&sector=water',
  'prefecture, all': 'state=all&prefecture=徳島県',
  'two filters, all': 'state=all&sector=water&attack=ddos',
  'three filters, all': 'state=all&sector=water&attack=ddos&prefecture=徳島県',
  'three filters, closed': 'state=closed&stage=final&attack=ddos',
  overdue: 'due=overdue',
  'due today': 'due=today',
  'due in a week': 'due=week',
  'never due': 'due=none',
  'urgent first': 'order=urgent',
  'oldest first': 'order=oldest',
  'gravest first': 'order=gravest',
  'gravest first, all': 'order=gravest&state=all',
  'severity high': 'severity=high',
  'severity high, all': 'severity=high&state=all',
  'severity none': 'severity=none',
  'severity low, gravest first, all': 'severity=low&order=gravest&state=all',
  mine: 'mine=1',
  'mine, all': 'mine=1&state=all',
  'of nobody': 'free=1',
  'of nobody, all': 'free=1&state=all',
  'of my teams': 'team=1',
  'of my teams, all': 'team=1&state=all',
  escalated: 'escalated=1',
  'escalated, all': 'escalated=1&state=all',
  unread: 'unread=1',
  label: 'label=至急',
  'label, all': 'label=至急&state=all',
  'label of nobody': 'label=無い&state=all',
  'search, in two of five': `q=${words.common}`,
  'search, two letters': 'q=病院',
  'search, in one of thirty': `q=${words.uncommon}`,
  'search, rare': `q=${words.rare}`,
  'search, nowhere': `q=${words.none}`,
  'search, phrase': 'q="不審な通信が疑われます"',
  'search and filter': `q=${words.common}&stage=final`,
}

/** The 10,000 hold hardly one of these and the million a full page: what is compared are different pages. */
export const unequalLines: ReadonlySet<string> = new Set(['search, rare'])

/** What a busy desk keeps: every queue page counts these. */
export const keptViews = { 至急: 'label=至急', 自分: 'mine=1', 期限: 'due=week&order=urgent', 新着: 'state=new' }
export const keptColumns = ['report-purpose', 'time-occurrence', 'sharing-tlp']
