/** The people of the demo world. All invented; two officers at some bodies, so that claiming and assigning shows. */
import type { RecipientId } from '#forms/plan.ts'
import type { DemoOfficerId } from './story.ts'

export interface DemoOfficer {
  id: DemoOfficerId
  name: string
  recipient: RecipientId
  prefecture?: string
}

export const demoOfficers: readonly DemoOfficer[] = [
  { id: 'ppc-aoki', name: '青木（架空）', recipient: 'ppc' },
  { id: 'ppc-hirano', name: '平野（架空）', recipient: 'ppc' },
  { id: 'police-tokushima-naruse', name: '鳴瀬（架空）', recipient: 'police', prefecture: '徳島県' },
  { id: 'police-tokushima-inoue', name: '井上（架空）', recipient: 'police', prefecture: '徳島県' },
  { id: 'police-tokyo-kanda', name: '神田（架空）', recipient: 'police', prefecture: '東京都' },
  { id: 'mhlw-shirai', name: '白井（架空）', recipient: 'mhlw' },
  { id: 'nco-tachibana', name: '橘（架空）', recipient: 'nco' },
  { id: 'jpcert-minato', name: '湊（架空）', recipient: 'jpcert' },
  { id: 'fsa-kuze', name: '久世（架空）', recipient: 'fsa' },
  { id: 'mlit-hamano', name: '浜野（架空）', recipient: 'mlit' },
]

export const demoOperator = { id: 'operator-kazami', name: '風見（架空）' }
