import type { Tx } from '#db/context.ts'
import { queueJob } from '#db/jobs.server.ts'

/** Commits with the feedback it is about. Several in a short time become one mail: the key replaces a waiting job. */
export async function queueNotice(tx: Tx, reportId: string): Promise<void> {
  await queueJob(tx, 'send-notice', { reportId }, `notice:${reportId}`)
}
