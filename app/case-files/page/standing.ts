/** How a case stands inside the body, as plain data for its page. Nothing of it is known outside. */
import type { Severity } from '#app/case-files/severities.ts'
import type { EscalationRule } from '#db/case-files/escalation-rules.ts'

export interface MergedView {
  id: string
  reference: string
  name: string
  title: string | null
  revisionNumber: number
  updatedAt: string
  /** Nobody has opened its last revision. */
  news: boolean
}

export type EscalationView = Pick<EscalationRule, 'condition' | 'threshold' | 'tells'> & {
  id: string
  firedAt: string
  settled: { at: string; name: string } | null
}

export interface Standing {
  deputy: { officerId: string; name: string } | null
  team: { id: string; name: string } | null
  /** Those that it can be given to. */
  teams: readonly { id: string; name: string }[]
  assessment: { severity: Severity; reason: string; name: string; at: string } | null
  mergedInto: (MergedView & { reason: string }) | null
  merged: readonly MergedView[]
  escalations: readonly EscalationView[]
}
