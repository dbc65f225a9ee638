/** The state of a case, computed from its times. What waits for somebody outside comes before what is merely done. */
export interface CaseTimes {
  openedAt: Date | null
  acknowledgedAt: Date | null
  closedAt: Date | null
  closedReason?: string | null
  withdrawnAt?: Date | null
  masterId?: string | null
  openQuestions: number
}

export type CaseState = 'new' | 'opened' | 'waiting' | 'acknowledged' | 'closed' | 'returned' | 'withdrawn' | 'merged'

export type Unread = 'new' | 'updated' | null

export function stateOf(times: CaseTimes): CaseState {
  const { openedAt, acknowledgedAt, closedAt, closedReason, withdrawnAt, masterId, openQuestions } = times
  if (closedAt && closedReason === 'returned') return 'returned'
  if (withdrawnAt) return 'withdrawn'
  if (masterId) return 'merged'
  if (closedAt) return 'closed'
  if (openQuestions > 0) return 'waiting'
  if (acknowledgedAt) return 'acknowledged'
  return openedAt ? 'opened' : 'new'
}
