import { queueNotice } from '#app/notices/queue-notice.server.ts'
import { recordAudit } from '#db/audit/audit.server.ts'
import type { Context, Tx } from '#db/context.ts'
import { listMandateFiles, sealMandateFile } from '#db/mandates/mandate-files.server.ts'
import { narrowMandate, type Mandate } from '#db/mandates/mandates.server.ts'
import { stopSendingsUnder } from '#db/mandates/sendings.server.ts'
import { findReportByReference } from '#db/reports/reports.server.ts'
import { normaliseReference } from '#db/sealing/secrets.server.ts'

import { holdMandate, recordMandate, tellVendor, type Client } from './give-mandate.server.ts'
import { readNarrowing, type NarrowingProblem, type Terms, type TypedNarrowing } from './typed-narrowing.ts'

type Narrower = Terms & { reportId: string | null }

/**
 * The client makes it narrower, at once: for what the vendor sees and does, for its programs, and for a sending that waits.
 * What the vendor filled in before stays in the draft, which is the client's. Wider is a new mandate.
 */
export async function narrow(
  { db, actor, now }: Context<Client>,
  id: string,
  typed: TypedNarrowing,
): Promise<NarrowingProblem[]> {
  return db.transaction(async (tx) => {
    const mandate = await holdMandate(tx, actor, id)
    const read = readNarrowing({ ...mandate, at: now }, typed)
    if ('problems' in read) return read.problems
    const reportId = await reportLeft(tx, mandate, typed.reference)
    if (reportId === undefined) return [{ field: 'reference', code: 'referenceUnknown' }]
    const terms = { ...read.terms, reportId }
    const files = await listMandateFiles(tx, [mandate])
    if (!(await narrowMandate(tx, mandate, { ...terms, now }))) return [{ field: 'acts', code: 'notNarrower' }]
    const file = files.get(id)
    if (file && reportId !== mandate.reportId) await sealMandateFile(tx, { ...mandate, reportId }, file)
    await record(tx, mandate, terms, now)
    await stopWaiting(tx, mandate, terms, now)
    await tellVendor(tx, mandate, `narrowed ${now.toISOString()}`)
    return []
  })
}

/** The one report that is left of all of the client's; undefined when it is none of them. */
async function reportLeft(tx: Tx, mandate: Mandate, typed: string): Promise<string | null | undefined> {
  if (typed === '' || mandate.reportId) return mandate.reportId
  const reference = normaliseReference(typed)
  const report = reference ? await findReportByReference(tx, reference) : null
  return report && report.organisationId === mandate.clientId ? report.id : undefined
}

/** Where it was given, with all that is left; and in the record of the report that it is for from now on. */
async function record(tx: Tx, mandate: Mandate, { acts, sections, validUntil, reportId }: Narrower, now: Date) {
  const details = {
    acts: acts.join(' '),
    sections: sections?.join(' ') ?? 'whole',
    until: validUntil?.toISOString() ?? '',
    ...(reportId === mandate.reportId ? {} : { report: reportId ?? '' }),
  }
  await recordMandate(tx, mandate, 'mandate.narrowed', now, details)
  if (reportId !== mandate.reportId) await recordMandate(tx, { ...mandate, reportId }, 'mandate.narrowed', now, details)
}

/** What waits was asked for under other terms: it is asked for anew, where that is still allowed. */
async function stopWaiting(tx: Tx, mandate: Mandate, { acts, sections, reportId }: Narrower, now: Date): Promise<void> {
  const sendsStill = acts.includes('send') && sections?.length === mandate.sections?.length
  if (sendsStill && reportId === null) return
  const stopped = await stopSendingsUnder(tx, mandate.id, now, sendsStill ? reportId : null)
  for (const { id, reportId: of, askedBy } of stopped) {
    await recordAudit(tx, { reportId: of, did: 'mandate.sending-stopped', details: { mandate: mandate.id }, now })
    await queueNotice(tx, { to: { accountId: askedBy }, event: 'sending-decided', key: id })
  }
}
