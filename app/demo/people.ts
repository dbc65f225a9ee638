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

/** A security company that acts for others. */
export const demoVendor = {
  name: '架空みなとセキュリティ株式会社',
  corporateNumber: '3999900011449',
  person: { accountId: demoId(211), name: '相沢（架空）', mail: 'aizawa@security.example' },
}

const mandated = { reach: 'whole', sections: [], until: '', client: '' }

/** Its clients, and what each lets it do; `story`: the report that it is for. */
export const demoVendorMandates = [
  {
    ...mandated,
    story: 'hospital',
    forAll: false,
    label: 'M病院',
    acts: ['draft', 'send', 'answer'],
    approves: true,
    client: '架空あわ町立みどり病院',
    clause: '医療情報システム保守契約 第14条（事故時の報告の代行）',
  },
  {
    ...mandated,
    story: 'shop',
    forAll: false,
    label: 'ネットショップ',
    reach: 'some',
    sections: ['cause', 'indicators'],
    acts: ['draft'],
    approves: true,
    clause: 'フォレンジック調査の委託契約 第5条',
  },
  {
    ...mandated,
    story: 'manufacturer',
    forAll: true,
    label: '部品プレス工業',
    acts: ['draft', 'send', 'answer'],
    approves: false,
    client: '架空部品プレス工業株式会社',
    clause: '包括的な報告代行の合意（2026-04-01）',
  },
]

/** The commission has a provider of its own in the demo; the portal's address takes the place of this issuer. */
export const demoProvider = {
  recipient: 'ppc',
  issuer: 'https://demo-provider.invalid',
  clientId: 'madoguchi-demo',
  clientSecret: 'no-secret-in-a-demo-of-invented-people',
  acr: 'https://demo-provider.invalid/two-factors',
} as const

/** What the demo's provider says of a person who acts for a corporation. */
export const demoAttribute = 'corporate_number'
