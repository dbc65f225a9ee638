/** The scale on which a body weighs a case, the same steps as the form's item on severity; a step is stored. */
export const severities = ['nil', 'negligible', 'low', 'medium', 'high', 'extreme'] as const

export type Severity = (typeof severities)[number]

/** What a queue can be asked for: this step or a graver one; or what nobody has weighed. */
export const severityFilters = ['extreme', 'high', 'medium', 'low', 'none'] as const
export type SeverityFilter = (typeof severityFilters)[number]

/** Null for what is no step. */
export const severityAt = (step: number | null): Severity | null => (step === null ? null : (severities[step] ?? null))
