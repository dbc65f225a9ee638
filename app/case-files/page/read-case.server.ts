import { getCaseFile, type QueueLine } from '#db/case-files/case-files.server.ts'
import { listFeedback, type Feedback } from '#db/case-files/feedback.server.ts'
import { asDelivery, listHandOvers, type HandOver } from '#db/case-files/hand-overs.server.ts'
import { findIntakeOf, type Intake } from '#db/case-files/intakes.server.ts'
import { listNotes, type Note } from '#db/case-files/notes.server.ts'
import { listReturns, type ReturnLine } from '#db/case-files/returns.server.ts'
import type { Context, Desk, Tx } from '#db/context.ts'
import {
  fitOf,
  listStandings,
  type Fit,
  type Standing as ReporterStanding,
} from '#db/organisations/standings.server.ts'
import { listOfficers, type OfficerLine } from '#db/people/people.server.ts'
import { listProgramNames } from '#db/programs/programs.server.ts'
import { listClocks, type ClockLine } from '#db/reports/clocks.server.ts'
import type { Cover } from '#db/reports/covers.server.ts'
import { listDeliveries, readProjection, type DeliveryLine } from '#db/submissions/deliveries.server.ts'
import type { Change } from '#forms/changes.ts'
import { saidIdentity } from '#forms/identity.ts'
import type { Projection } from '#forms/projection.ts'

/** A revision this body got, unsealed. */
export interface ReadDelivery {
  line: DeliveryLine
  projection: Projection
  changes: readonly Change[] | null
  cover?: Cover
}

/** Everything one body knows about one report, and nothing that another body knows. */
export interface ReadCase {
  file: QueueLine
  /** What the reporter sent; where that is nothing, what another body passed on last. */
  deliveries: readonly ReadDelivery[]
  /** To this body, and from it. */
  handOvers: readonly HandOver[]
  /** What this body gave back, and what came back to it. */
  returns: readonly ReturnLine[]
  /** An officer of some body typed it for the reporter. */
  intake: Intake | null
  /** What the portal found out about the reporter, the latest first. */
  standings: readonly ReporterStanding[]
  /** Whether a verified reporter is the organisation that the newest answers name. */
  fit: Fit | null
  feedback: readonly Feedback[]
  notes: readonly Note[]
  clocks: readonly ClockLine[]
  colleagues: readonly OfficerLine[]
  /** The body's programs that wrote to the reporter, by client id. */
  programs: ReadonlyMap<string, string>
}

/** Reads a case in one transaction; row security leaves only what is this officer's. Throws notFound for any other. */
export function readCase({ db, actor }: Context<Desk>, id: string): Promise<ReadCase> {
  return db.transaction((tx) => readCaseIn(tx, actor.recipient, id))
}

/** The same within what is done about it: as whoever waited for others' acts finds it. */
export async function readCaseIn(tx: Tx, recipient: string, id: string): Promise<ReadCase> {
  const file = await getCaseFile(tx, id)
  const { reportId } = file
  const [lines, handOvers, returns, intake, standings, feedback, notes, clocks, colleagues] = await Promise.all([
    listDeliveries(tx, reportId, recipient),
    listHandOvers(tx, reportId),
    listReturns(tx, reportId),
    findIntakeOf(tx, reportId),
    listStandings(tx, reportId),
    listFeedback(tx, reportId, recipient),
    listNotes(tx, id),
    listClocks(tx, reportId, recipient),
    listOfficers(tx),
  ])
  const sent = await Promise.all(lines.map((line) => readDelivery(tx, line)))
  const deliveries = sent.length > 0 ? sent : await readHanded(tx, handOvers, recipient)
  const programs = feedback.some(({ clientId }) => clientId) ? await listProgramNames(tx) : noPrograms
  const newest = deliveries.at(-1)
  const fit =
    newest && (await fitOf(tx, newest.line, { standing: standings[0], said: saidIdentity(newest.projection) }))
  return {
    file,
    deliveries,
    handOvers,
    returns,
    intake,
    standings,
    fit: fit ?? null,
    feedback,
    notes,
    clocks,
    colleagues,
    programs,
  }
}

const noPrograms: ReadonlyMap<string, string> = new Map()

async function readDelivery(tx: Tx, line: DeliveryLine): Promise<ReadDelivery> {
  return { line, ...(await readProjection(tx, line)) }
}

async function readHanded(tx: Tx, handOvers: readonly HandOver[], recipient: string): Promise<ReadDelivery[]> {
  const last = handOvers.findLast((one) => one.recipient === recipient && one.content !== null)
  const handed = last && (await asDelivery(tx, last))
  return handed ? [{ line: handed.line, ...handed.content }] : []
}
