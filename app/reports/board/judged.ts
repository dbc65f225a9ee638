import type { FeedbackKind } from '#db/case-files/feedback.server.ts'

/** What a reporter can find useful or not: what was sent to help. */
export const judged: ReadonlySet<FeedbackKind> = new Set(['advice', 'warning', 'match'])
