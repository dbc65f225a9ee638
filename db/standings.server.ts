/** Who stands behind a report. The database writes it when a report changes hands or an organisation was verified. */
import type { SaidIdentity } from '#forms/identity.ts'
import type { Tx } from './context.ts'
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

/** Is the verified organisation the one that the answers are about? `uncompared`: they name one without its number. */
export type Fit = 'same' | 'other' | 'uncompared'

/** As a body, of what it was told. Null where nobody is verified, or nobody is named. */
export async function fitOf(
  tx: Tx,
  reportId: string,
  { standing, said }: { standing: Standing | undefined; said: SaidIdentity | undefined },
): Promise<Fit | null> {
  if (!standing?.way || !said || (!said.named && !said.number)) return null
  if (!said.number) return 'uncompared'
  const [row] = await tx.sql<{ fits: boolean | null }[]>`select standing_fits(${reportId}, ${said.number}) as fits`
  return row?.fits ? 'same' : 'other'
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
