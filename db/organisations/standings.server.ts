/** Who stands behind a report. The database writes it when a report changes hands or an organisation was verified. */
import type { Tx } from '#db/context.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { givenNumber, type SaidIdentity } from '#forms/identity.ts'
import type { VerifiedWay } from './organisations.server.ts'

export interface Standing {
  at: Date
  /** A person with an account, an organisation nobody has verified, or a verified one. */
  standing: 'account' | 'unverified' | 'verified'
  way: VerifiedWay | null
}

/** The key of the words that say it. */
export const howOf = ({ standing, way }: Pick<Standing, 'standing' | 'way'>): VerifiedWay | 'account' | 'unverified' =>
  way ?? (standing === 'account' ? 'account' : 'unverified')

/** The latest first; none for whoever holds reference and secret only. As anybody who sees the report. */
export function listStandings(tx: Tx, reportId: string): Promise<Standing[]> {
  return tx.sql<Standing[]>`select at, standing, way from standings where report_id = ${reportId} order by at desc`
}

/** Is the verified organisation the one that the answers are about? `uncompared`: no number was given at all. */
export type Fit = 'same' | 'other' | 'uncompared'

/**
 * As a body, of a revision that it got. Null where nobody is verified, or the body was told no organisation. Whoever was
 * told a name and no number hears the same yes or no: the number that was given is compared here, and told to nobody.
 */
export async function fitOf(
  tx: Tx,
  { reportId, revisionNumber }: { reportId: string; revisionNumber: number },
  { standing, said }: { standing: Standing | undefined; said: SaidIdentity },
): Promise<Fit | null> {
  if (!standing?.way || (!said.named && !said.number)) return null
  const number = said.number ?? (await numberGiven(tx, reportId, revisionNumber))
  if (!number) return 'uncompared'
  const [row] = await tx.sql<{ fits: boolean | null }[]>`select standing_fits(${reportId}, ${number}) as fits`
  return row?.fits ? 'same' : 'other'
}

/** No body reads a whole revision, so that is read as its reporter; nothing of it leaves this file. */
async function numberGiven(tx: Tx, reportId: string, revisionNumber: number): Promise<string | null> {
  const { actor } = tx
  await tx.become({ kind: 'holder', reportId })
  try {
    const revision = await findRevision(tx, reportId, revisionNumber)
    return revision && givenNumber(revision.answers)
  } finally {
    await tx.become(actor)
  }
}

/** Takes a report into a person's space or an organisation of theirs. False when it is not theirs to give. */
export async function markBelonging(
  tx: Tx,
  {
    reportId,
    accountId,
    organisationId,
    now,
  }: { reportId: string; accountId: string; organisationId: string; now: Date },
): Promise<boolean> {
  const [row] = await tx.sql<{ done: boolean }[]>`
    select report_belongs(${reportId}, ${accountId}, ${organisationId}, ${now}) as done`
  return row?.done ?? false
}

/** Reference and secret open the report no more, and whoever is in by them is out. */
export async function endReportKey(tx: Tx, reportId: string, now: Date): Promise<boolean> {
  const [row] = await tx.sql<{ done: boolean }[]>`select report_key_ends(${reportId}, ${now}) as done`
  return row?.done ?? false
}
