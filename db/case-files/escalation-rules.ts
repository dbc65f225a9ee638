/** What a rule of escalation can say. */
export const conditions = ['unopened', 'unacknowledged', 'due', 'severity'] as const
export const told = ['deputy', 'team', 'administrators'] as const

/** More than a quarter of a year is no escalation. */
export const ruleLimits = { hours: 2160, rules: 20 } as const

export interface EscalationRule {
  id: string
  /** Null: for the whole country. */
  prefecture: string | null
  condition: (typeof conditions)[number]
  /** Hours; for severity a step of the scale, 0 to 5. */
  threshold: number
  tells: (typeof told)[number]
  /** Only what came to meet the condition after it; null: whatever meets it. */
  countsFrom: Date | null
}
