/** A small world for tests of the store: a report, what it sends, and the officers it reaches. */
import { createHash } from 'node:crypto'
import type { Database } from '#db/client.server.ts'
import type { Holder, Officer } from '#db/context.ts'
import { insertOfficer } from '#db/people/people.server.ts'
import { startReport } from '#db/reports/reports.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { insertSubmission, type Submission } from '#db/submissions/submissions.server.ts'
import type { Answers } from '#forms/item.ts'
import type { Projection } from '#forms/projection.ts'

export const monday = new Date('2026-11-16T03:00:00Z')
export const hours = (count: number) => new Date(monday.getTime() + count * 3_600_000)

export const operator = { kind: 'operator', operatorId: newId() } as const

/** A report that has been started and not sent. */
export async function startedReport(database: Database): Promise<Holder & { reference: string }> {
  const id = newId()
  const { reference } = await database
    .as({ kind: 'anyone' })
    .transaction((tx) => startReport(tx, { id, secretHash: 'x', language: 'ja', edition: '2026-10', now: monday }))
  return { kind: 'holder', reportId: id, reference }
}

export function projectionOf(recipient: string, answers: Answers): Projection {
  const items = Object.entries(answers).map(
    ([item, value]) => ({ item, value, strength: 'required', ground: 'g' }) as const,
  )
  const rest = {
    edition: '2026-10',
    rulebook: 'japan-2026-10',
    phase: 'initial',
    duty: 'statutory',
    rules: ['r'],
  } as const
  return { recipient, ...rest, items }
}

export const sha256 = (text: string) => createHash('sha256').update(text).digest()

export const fiveRecipients = ['npa', 'ppc', 'nco', 'jpcert', 'ministry']

/** A whole submission to `recipients`; `change` replaces what a test is about. */
export function submissionOf(
  reportId: string,
  change: Partial<Submission> & { recipients?: string[] } = {},
): Submission {
  const { recipients = fiveRecipients, ...rest } = change
  const answers = change.answers ?? { 'incident-summary': '病院の電子カルテが暗号化された', 'org-name': '架空病院' }
  return {
    reportId,
    idempotencyKey: newId(),
    expectRevision: 0,
    now: monday,
    phase: 'initial',
    edition: '2026-10',
    rulebook: 'japan-2026-10',
    answers,
    choices: { declined: [], added: {}, withheld: {} },
    payloadDigest: sha256(JSON.stringify(answers)),
    consents: [{ kind: 'sharing-consent-government', given: true }],
    caseFiles: recipients.map((recipient) => ({
      recipient,
      stage: 'initial',
      attackType: 'ransomware',
      sector: 'medical',
      prefecture: '13',
      severity: 3,
      dueAt: hours(72),
      heading: { organisation: '架空病院', title: 'ランサムウェア' },
    })),
    deliveries: recipients.map((recipient) => {
      const projection = JSON.stringify(projectionOf(recipient, answers))
      return { recipient, projection, changes: null, digest: sha256(recipient + projection) }
    }),
    clocks: [
      {
        recipient: recipients[0] ?? 'npa',
        clock: 'c1',
        report: 'initial',
        startsFrom: 'time-awareness',
        startedAt: monday,
        dueKind: 'at',
        dueAt: hours(72),
        cautiousAt: null,
        guidelineAt: null,
      },
    ],
    ...rest,
  }
}

/** A report that five recipients have. */
export async function filedReport(database: Database, change: Parameters<typeof submissionOf>[1] = {}) {
  const holder = await startedReport(database)
  await insertSubmission(database.as(holder), submissionOf(holder.reportId, change))
  return holder
}

export async function officerOf(
  database: Database,
  recipient: string,
  prefecture: string | null = null,
): Promise<Officer> {
  const officer = { officerId: newId(), name: '架空 花子', recipient, prefecture, role: 'officer' } as const
  await database.as(operator).transaction((tx) => insertOfficer(tx, officer, monday))
  return { kind: 'officer', ...officer }
}
