/** What an operator fills in to let somebody in. An empty recipient means an operator. */
export interface InvitationForm {
  name: string
  recipient: string
  prefecture: string
  role: string
}

export const roles = ['administrator', 'officer', 'reader'] as const
export type Role = (typeof roles)[number]

export type InvitationProblem =
  | 'missingName'
  | 'longName'
  | 'unknownRecipient'
  | 'unknownPrefecture'
  | 'missingRole'
  | 'stale'

/** The field that a problem belongs to. */
export const fieldOf: Record<InvitationProblem, string> = {
  missingName: 'name',
  longName: 'name',
  unknownRecipient: 'recipient',
  unknownPrefecture: 'prefecture',
  missingRole: 'role',
  stale: 'again',
}
