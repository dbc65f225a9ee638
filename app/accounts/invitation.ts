/** In the place of a body: an operator of the portal. */
export const asOperator = 'operator'

/** What an operator fills in to let somebody in. */
export interface InvitationForm {
  name: string
  /** A body of the rulebook, or `asOperator`: never what nobody chose. */
  recipient: string
  prefecture: string
  role: string
}

export const roles = ['administrator', 'officer', 'reader'] as const
export type Role = (typeof roles)[number]

export type InvitationProblem =
  | 'missingName'
  | 'longName'
  | 'missingRecipient'
  | 'unknownRecipient'
  | 'unknownPrefecture'
  | 'missingRole'
  | 'stale'

/** The field that a problem belongs to. */
export const fieldOf: Record<InvitationProblem, string> = {
  missingName: 'name',
  longName: 'name',
  missingRecipient: 'recipient',
  unknownRecipient: 'recipient',
  unknownPrefecture: 'prefecture',
  missingRole: 'role',
  stale: 'again',
}
