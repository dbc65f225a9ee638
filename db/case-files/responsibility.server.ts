/** Who answers for a case file besides the officer who has it, and how grave the body takes it to be. */
import type { Place, Tx } from '#db/context.ts'
import { sealOfCase, unsealOfCase } from '#db/sealing/case-keys.server.ts'

export interface Responsibility {
  deputy: { officerId: string; name: string } | null
  team: { id: string; name: string } | null
}

export interface Assessment {
  /** A step of the scale of severities, 0 to 5. */
  severity: number
  reason: string
  name: string
  assessedAt: Date
}

export async function findResponsibility({ sql }: Tx, caseFileId: string): Promise<Responsibility> {
  const [found] = await sql<Responsibility[]>`
    select (select json_build_object('officerId', o.id, 'name', o.name) from officers o where o.id = r.deputy_id) as deputy,
      (select json_build_object('id', t.id, 'name', t.name) from teams t where t.id = r.team_id) as team
    from responsibilities r where r.case_file_id = ${caseFileId}`
  return found ?? { deputy: null, team: null }
}

export async function setResponsibility(
  { sql, actor }: Tx,
  caseFileId: string,
  { deputyId, teamId }: { deputyId: string | null; teamId: string | null },
  now: Date,
): Promise<void> {
  if (actor.kind !== 'officer') throw new Error('only officers arrange case files')
  await sql`
    insert into responsibilities (case_file_id, recipient, deputy_id, team_id, officer_id, set_at)
    values (${caseFileId}, ${actor.recipient}, ${deputyId}, ${teamId}, ${actor.officerId}, ${now})
    on conflict (case_file_id) do update set deputy_id = excluded.deputy_id, team_id = excluded.team_id,
      officer_id = excluded.officer_id, set_at = excluded.set_at`
}

export async function findAssessment(tx: Tx, caseFileId: string): Promise<Assessment | null> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') return null
  const [row] = await sql<(Omit<Assessment, 'reason'> & { content: Buffer })[]>`
    select a.severity, a.content, o.name, a.assessed_at from assessments a join officers o on o.id = a.officer_id
    where a.case_file_id = ${caseFileId}`
  if (!row) return null
  const { content, ...assessment } = row
  const reason = await unsealOfCase<string>(tx, caseFileId, placeOf(caseFileId, actor.recipient), content)
  return { ...assessment, reason }
}

/** Null takes the assessment back. */
export async function setAssessment(
  tx: Tx,
  caseFileId: string,
  assessment: Pick<Assessment, 'severity' | 'reason'> | null,
  now: Date,
): Promise<void> {
  const { sql, actor } = tx
  if (actor.kind !== 'officer') throw new Error('only officers assess case files')
  if (!assessment) {
    await sql`delete from assessments where case_file_id = ${caseFileId}`
    return
  }
  const { recipient, officerId } = actor
  const content = await sealOfCase(tx, caseFileId, placeOf(caseFileId, recipient), assessment.reason)
  await sql`
    insert into assessments (case_file_id, recipient, severity, content, officer_id, assessed_at)
    values (${caseFileId}, ${recipient}, ${assessment.severity}, ${content}, ${officerId}, ${now})
    on conflict (case_file_id) do update set severity = excluded.severity, content = excluded.content,
      officer_id = excluded.officer_id, assessed_at = excluded.assessed_at`
}

const placeOf = (caseFileId: string, recipient: string): Place => ({
  table: 'assessments',
  row: caseFileId,
  column: 'content',
  tenant: recipient,
})
