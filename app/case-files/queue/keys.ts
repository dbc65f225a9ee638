/**
 * The keys of the desk, once: the sheet shows them and the script reads them from the sheet, so that what is written and
 * what happens cannot differ. Each does what something on the page does as well.
 */
export type KeyDeed =
  | 'row-next'
  | 'row-before'
  | 'row-open'
  | 'row-tick'
  | 'press'
  | 'unfold'
  | 'focus'
  | 'follow'
  | 'sheet'

export interface DeskKey {
  key: string
  /** Key of its words below `recipient:keys.what`. */
  what: string
  /** The first whose target is on the page is done; without a target it is always done. */
  deeds: readonly { deed: KeyDeed; target?: string }[]
}

export const deskKeys: readonly DeskKey[] = [
  { key: 'j', what: 'down', deeds: [{ deed: 'row-next' }] },
  { key: 'k', what: 'up', deeds: [{ deed: 'row-before' }] },
  { key: 'o', what: 'open', deeds: [{ deed: 'row-open' }] },
  { key: 'x', what: 'tick', deeds: [{ deed: 'row-tick' }] },
  {
    key: 'c',
    what: 'claim',
    deeds: [
      { deed: 'press', target: 'form[action$="/claim"] button' },
      { deed: 'press', target: '#bulk button[value="claim"]' },
    ],
  },
  {
    key: 'l',
    what: 'label',
    deeds: [
      { deed: 'unfold', target: '#labels' },
      { deed: 'focus', target: '#bulk-label' },
    ],
  },
  {
    key: 'a',
    what: 'acknowledge',
    deeds: [
      { deed: 'unfold', target: '#acknowledgement' },
      { deed: 'row-open', target: '#acknowledgement' },
    ],
  },
  {
    key: 'q',
    what: 'ask',
    deeds: [
      { deed: 'unfold', target: '#questions' },
      { deed: 'row-open', target: '#questions' },
    ],
  },
  { key: 'n', what: 'next', deeds: [{ deed: 'follow', target: 'a[href="/desk/next"], a[href^="/desk/next?"]' }] },
  {
    key: 'b',
    what: 'back',
    deeds: [{ deed: 'follow', target: 'main > p a[href^="/desk"]' }],
  },
  {
    key: '/',
    what: 'search',
    deeds: [
      { deed: 'focus', target: '#q' },
      { deed: 'follow', target: 'main > p a[href^="/desk"]' },
    ],
  },
  { key: '?', what: 'sheet', deeds: [{ deed: 'sheet' }] },
]
