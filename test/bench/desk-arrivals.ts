/** A submission to one body, prepared so that only the sending is measured. */
import { createHash } from 'node:crypto'
import type { Database } from '#db/client.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { insertSubmission, type Submission } from '#db/submissions/submissions.server.ts'
import { storiesFor, tellReport } from './desk-texts.ts'

export interface Filed {
  send(): Promise<unknown>
}

export async function submissionOf(store: Database, recipient: string): Promise<Filed> {
  const [reportId, now] = [newId(), new Date()]
  await store.as({ kind: 'anyone' }).transaction((tx) =>
    startReport(tx, {
      id: reportId,
      secretHash: 'x',
      language: 'ja',
      edition: '2026-10',
      now,
    }),
  )
  const { projection: told, heading } = tellReport(storiesFor(recipient), 1, Math.random)
  const projection = JSON.stringify(told)
  const digest = createHash('sha256').update(projection).digest()
  const place = { stage: 'initial', attackType: 'ddos', sector: 'water', prefecture: '徳島県' } as const
  const submission: Submission = {
    reportId,
    idempotencyKey: reportId,
    expectRevision: 0,
    now,
    phase: 'initial',
    edition: '2026-10',
    rulebook: 'japan-2026-10',
    answers: Object.fromEntries(told.items.map(({ item, value }) => [item, value])),
    choices: { declined: [], added: {}, withheld: {} },
    payloadDigest: digest,
    consents: [],
    caseFiles: [{ recipient, ...place, severity: 3, dueAt: null, heading }],
    deliveries: [{ recipient, projection, changes: null, digest }],
    clocks: [],
  }
  const holder = store.as({ kind: 'holder', reportId })
  await holder.keysOf(reportId, [recipient])
  return { send: () => insertSubmission(holder, submission) }
}
