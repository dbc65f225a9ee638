/** The way from a program to a report of its organisation: found as the program, then held for the length of the call. */
import { ApiProblem } from '#app/api/problem.server.ts'
import { worldContext } from '#app/context.ts'
import type { ReadCall, WriteCall } from '#app/api/operation.ts'
import type { Context, Holder, Machine } from '#db/context.ts'
import { findOwnReport, type OwnReport } from '#db/program-reports.server.ts'
import { normaliseReference } from '#db/secrets.server.ts'

export interface Held {
  context: Context<Holder>
  report: OwnReport
}

type Calling = Pick<ReadCall<unknown, unknown>, 'args' | 'actor' | 'params' | 'now'>

/** A program of a body files nothing. */
export function filerOf(actor: Machine | null): Machine {
  if (!actor || actor.recipient !== null) throw new ApiProblem('notItsAct')
  return actor
}

const holderOf = (program: Machine, { id }: OwnReport): Holder => ({
  kind: 'holder',
  reportId: id,
  program: program.clientId,
})

/** Throws notFound, also for the report of another organisation. */
export async function heldReport({ args, actor, params, now }: Calling): Promise<Held> {
  const program = filerOf(actor)
  const store = args.context.get(worldContext).database.as(program)
  const reference = referenceIn(params)
  const report = await store.readAtOnce((tx) => findOwnReport(tx, reference))
  if (!report) throw new ApiProblem('notFound')
  const holder = holderOf(program, report)
  return { report, context: { db: store.as(holder), actor: holder, now } }
}

/** The same within the call's own transaction. */
export async function holdReport<B>({ tx, db, actor, params, now }: WriteCall<B>): Promise<Held> {
  const program = filerOf(actor)
  const report = await findOwnReport(tx, referenceIn(params))
  if (!report) throw new ApiProblem('notFound')
  const holder = holderOf(program, report)
  await tx.become(holder)
  return { report, context: { db, actor: holder, now } }
}

function referenceIn({ reference = '' }: Readonly<Record<string, string>>): string {
  const known = normaliseReference(reference)
  if (!known) throw new ApiProblem('notFound')
  return known
}
