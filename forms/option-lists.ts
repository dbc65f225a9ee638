/**
 * Where the options of an item come from. A law or standard names some lists; an official sheet that was read names
 * others; the rest the portal wrote, because the sheets of the common forms and of most ministries could not be had.
 */
import type { Edition, Item, ItemId, Kind } from './item.ts'
import type { Seen } from './rulebook.ts'

/** Everything that is not here is our own wording. */
const read: Readonly<Record<ItemId, Exclude<Seen, 'reconstructed'>>> = {
  'pd-trigger': 'text', // 個人情報保護法施行規則7条1〜4号
  'pd-breach-type': 'text', // 同条柱書: 漏えい、滅失、毀損（おそれを含む）
  'sys-affected': 'text', // IPA コンピュータ不正アクセス届出様式 2-1
  'sys-environment': 'text', // 同 2-2
  'sharing-tlp': 'text', // FIRST, Traffic Light Protocol 2.0
  'incident-severity': 'text', // FSB FIRE v1.0, Annex E
  'ddos-type': 'text', // MITRE ATT&CK T1498, T1499
  'org-ci-sector': 'text', // 重要インフラの行動計画: 15分野
  'org-address': 'text', // 都道府県
  'incident-events': 'second-hand', // 経済産業省 最終報告書 2023-11-22 所見票案（OCR）, down to `cause-basis`
  'incident-attack-type': 'second-hand',
  'detect-source': 'second-hand',
  'time-occurrence': 'second-hand',
  'time-response-start': 'second-hand',
  'time-investigation': 'second-hand',
  'pub-status': 'second-hand',
  'pub-first-report': 'second-hand',
  'pub-awareness': 'second-hand',
  'cause-basis': 'second-hand',
}

export interface OptionList {
  item: ItemId
  options: number
  seen: Seen
}

/** Items that are answered from a list, in the order of the form; of a group, the longest list. The portal's own are left out. */
export function optionLists(edition: Edition): OptionList[] {
  return [...edition.items.values()].flatMap((item: Item): OptionList[] => {
    const options = item.given ? 0 : mostOptions(item.asks)
    return options > 0 ? [{ item: item.id, options, seen: read[item.id] ?? 'reconstructed' }] : []
  })
}

function mostOptions(kind: Kind): number {
  if (kind.kind === 'choice' || kind.kind === 'choices') return kind.options.length
  if (kind.kind === 'group' || kind.kind === 'groups') return Math.max(0, ...Object.values(kind.parts).map(mostOptions))
  return 0
}
