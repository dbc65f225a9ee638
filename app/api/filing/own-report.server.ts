/**
 * The way from a program to a report: found as the program, then held for the length of the call. A program of the report's
 * own organisation is its holder; one of a vendor is the vendor under its mandate, and may what that mandate says.
 */
import type { ReadCall, WriteCall } from '#app/api/operation.ts'
import { ApiProblem } from '#app/api/problem.server.ts'
import { worldContext } from '#app/context.ts'
import type { Act } from '#app/http/member-acts.ts'
import type { Caller, Context, Filer, FilingVendor, Machine, VendorProgram } from '#db/context.ts'
import { findOwnReport, type OwnReport } from '#db/programs/program-reports.server.ts'
import { normaliseReference } from '#db/sealing/secrets.server.ts'
import { recordViewed } from '#db/vendors/vendor-seats.server.ts'

export interface Held {
  context: Context<Filer>
  report: OwnReport
}

/** What is done to the report, and whether the whole form shows in it; what a mandate does not cover is refused. */
export interface Use {
  act: Act
  shows: 'whole' | 'sections'
}

type Calling = Pick<ReadCall<unknown, unknown>, 'args' | 'actor' | 'params' | 'now'>

/** A program of a body files nothing. */
export function filerOf(actor: Caller | null): Machine | VendorProgram {
  if (!actor || (actor.kind === 'machine' && actor.recipient !== null)) throw new ApiProblem('notItsAct')
  return actor
}

/** Throws notFound, also for the report of another organisation; outsideMandate. */
export async function heldReport({ args, actor, params, now }: Calling, use: Use): Promise<Held> {
  const program = filerOf(actor)
  const store = args.context.get(worldContext).database.as(program)
  const reference = referenceIn(params)
  const report = await store.readAtOnce((tx) => findOwnReport(tx, reference))
  if (!report) throw new ApiProblem('notFound')
  const filer = filerAt(program, report, use)
  const db = store.as(filer)
  if (filer.kind === 'vendor') await db.transaction((tx) => recordViewed(tx, filer, now))
  return { report, context: { db, actor: filer, now } }
}

/** The same within the call's own transaction. */
export async function holdReport<B>({ tx, db, actor, params, now }: WriteCall<B>, use: Use): Promise<Held> {
  const program = filerOf(actor)
  const report = await findOwnReport(tx, referenceIn(params))
  if (!report) throw new ApiProblem('notFound')
  const filer = filerAt(program, report, use)
  await tx.become(filer)
  if (filer.kind === 'vendor') await recordViewed(tx, filer, now)
  return { report, context: { db, actor: filer, now } }
}

function filerAt(program: Machine | VendorProgram, { id, under }: OwnReport, use: Use): Filer {
  if (program.kind === 'machine') return { kind: 'holder', reportId: id, program: program.clientId }
  if (!under) throw new ApiProblem('notFound')
  const { mandateId, sections, acts, approves } = under
  const filer: FilingVendor = {
    ...program,
    mandateIds: [mandateId],
    reportId: id,
    mandateId,
    scope: { sections, acts, approves },
  }
  const isCovered = sections === null || use.shows === 'sections'
  if (!isCovered || (use.act !== 'read' && !acts.includes(use.act))) throw new ApiProblem('outsideMandate')
  return filer
}

export function referenceIn({ reference = '' }: Readonly<Record<string, string>>): string {
  const known = normaliseReference(reference)
  if (!known) throw new ApiProblem('notFound')
  return known
}
