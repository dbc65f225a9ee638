/** The people of the demo world. All invented; two officers at some bodies, so that claiming and assigning shows. */
import type { RecipientId } from '#forms/plan.ts'
import type { DemoOfficerId } from './story.ts'

export interface DemoOfficer {
  id: DemoOfficerId
  officerId: string
  name: string
  recipient: RecipientId
  prefecture?: string
  /** Looks after the teams and rules of the body. */
  administers?: true
}

/** Fixed ids, so that a start can be repeated. */
const demoId = (number: number) => `0199d000-0000-7000-8000-${String(number).padStart(12, '0')}`

export const demoOfficers: readonly DemoOfficer[] = [
  { id: 'ppc-aoki', officerId: demoId(1), name: '青木（架空）', recipient: 'ppc', administers: true },
  { id: 'ppc-hirano', officerId: demoId(2), name: '平野（架空）', recipient: 'ppc' },
  {
    id: 'police-tokushima-naruse',
    officerId: demoId(3),
    name: '鳴瀬（架空）',
    recipient: 'police',
    prefecture: '徳島県',
  },
  {
    id: 'police-tokushima-inoue',
    officerId: demoId(4),
    name: '井上（架空）',
    recipient: 'police',
    prefecture: '徳島県',
  },
  { id: 'police-tokyo-kanda', officerId: demoId(5), name: '神田（架空）', recipient: 'police', prefecture: '東京都' },
  { id: 'mhlw-shirai', officerId: demoId(6), name: '白井（架空）', recipient: 'mhlw' },
  { id: 'nco-tachibana', officerId: demoId(7), name: '橘（架空）', recipient: 'nco' },
  { id: 'jpcert-minato', officerId: demoId(8), name: '湊（架空）', recipient: 'jpcert' },
  { id: 'fsa-kuze', officerId: demoId(9), name: '久世（架空）', recipient: 'fsa' },
  { id: 'mlit-hamano', officerId: demoId(10), name: '浜野（架空）', recipient: 'mlit' },
]

export const demoOperator = { operatorId: demoId(99), name: '風見（架空）' }

export interface DemoMember {
  id: string
  accountId: string
  name: string
  mail: string
  role: 'administrator' | 'editor' | 'approver'
}

/** The people of one organisation, whose claim to be that corporation waits for the operator. */
export const demoMembers: readonly DemoMember[] = [
  { id: 'parts-hori', accountId: demoId(201), name: '堀（架空）', mail: 'hori@parts.example', role: 'administrator' },
  { id: 'parts-senoo', accountId: demoId(202), name: '瀬尾（架空）', mail: 'senoo@parts.example', role: 'editor' },
  {
    id: 'parts-kirishima',
    accountId: demoId(203),
    name: '霧島（架空）',
    mail: 'kirishima@parts.example',
    role: 'approver',
  },
]

/** As the story of the manufacturer tells it. */
export const demoOrganisation = {
  story: 'manufacturer',
  name: '架空部品プレス工業株式会社',
  corporateNumber: '9999900011443',
  address: '東京都架空大田区1-2-3',
  mail: 'somu@parts.example',
}

/** The commission has a provider of its own in the demo; the portal's address takes the place of this issuer. */
export const demoProvider = {
  recipient: 'ppc',
  issuer: 'https://demo-provider.invalid',
  clientId: 'madoguchi-demo',
  clientSecret: 'no-secret-in-a-demo-of-invented-people',
  acr: 'https://demo-provider.invalid/two-factors',
} as const
