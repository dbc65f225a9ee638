import { z } from 'zod'

import { limits, problemsOfLength, type ActProblem, type ActResult } from '#app/case-files/acts/act.ts'
import { dayOf } from '#app/case-files/due-words.ts'
import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import { getCaseToActOn } from '#db/case-files/case-files.server.ts'
import { insertFeedback } from '#db/case-files/feedback.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { saidJustNow } from '#db/reports/said-just-now.server.ts'

export interface Warning {
  /** The day it was issued, YYYY-MM-DD in Japan. */
  on: string
  /** Where it can be read; or its name or number, if it was not put on the web. */
  url: string
  reference: string
  text: string
}

/** Tells the reporter that a warning to the public was issued, so that what was told is seen to have helped others. */
export async function warn({ db, now }: Context<Officer>, id: string, warning: Warning): Promise<ActResult> {
  const { text, ...issued } = warning
  const problems = [...problemsOfIssue(issued, now), ...problemsOfLength('text', text, 'message')]
  if (problems.length > 0) return { problems }

  return db.transaction(async (tx) => {
    const { reportId, recipient } = await getCaseToActOn(tx, id)
    const body = { issued, ...(text ? { text } : {}) }
    const said = { caseFileId: id, reportId, recipient, kind: 'warning', body, now } as const
    if (await saidJustNow(tx, said)) return { done: 'warned' }
    const told = await insertFeedback(tx, said)
    await recordAudit(tx, { reportId, did: 'warning.issued', subject: told, now })
    await queueNotice(tx, { to: { reportId }, event: 'feedback' })
    return { done: 'warned' }
  })
}

function problemsOfIssue({ on, url, reference }: Omit<Warning, 'text'>, now: Date): ActProblem[] {
  const known = z.iso.date().safeParse(on).success
  const day = known
    ? on > dayOf(now) && [{ field: 'on', code: 'issuedLater' }]
    : [{ field: 'on', code: 'issuedInvalid' }]
  const where = url === '' && reference === '' && [{ field: 'url', code: 'issuedNowhere' }]
  const address = url !== '' && !isWebAddress(url) && [{ field: 'url', code: 'urlInvalid' }]
  const long = problemsOfLength('reference', reference, 'document', limits.reference)
  return [...(day || []), ...(where || []), ...(address || []), ...long]
}

/** It becomes a link on the reporter's page. */
export const isWebAddress = (url: string): boolean =>
  url.length <= 500 && z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).safeParse(url).success
