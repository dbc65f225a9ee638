/** The state of a case, computed from its times. What waits for somebody outside comes before what is merely done. */
export interface CaseTimes {
  openedAt: Date | null
  acknowledgedAt: Date | null
  closedAt: Date | null
  withdrawnAt?: Date | null
  openQuestions: number
}

export type CaseState = 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'withdrawn'

export type Unread = 'new' | 'updated' | null

export function stateOf({ openedAt, acknowledgedAt, closedAt, withdrawnAt, openQuestions }: CaseTimes): CaseState {
  if (withdrawnAt) return 'withdrawn'
  if (closedAt) return 'closed'
  if (openQuestions > 0) return 'waiting'
  if (acknowledgedAt) return 'acknowledged'
  return openedAt ? 'opened' : 'new'
}
