/** Reads the whole audit and says where it is not as it was written. `sql` is a keeper's connection. */
import type { ISql, Sql } from 'postgres'
import { brokenLinkOf, type BrokenLink, type ChainLine, type Head } from './audit-chain.ts'
import type { Signed } from './checkpoints.server.ts'

export interface Verdict {
  cases: number
  lines: number
  broken: BrokenLink | null
}

/** `signed`: what the checkpoints outside the database say each report had, newest last. */
export async function verifyAudit(sql: Sql, signed: Signed): Promise<Verdict> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const heads = await listHeads(tx)
    const [unlogged] = await tx<{ id: string }[]>`
      select id from reports r where not exists (select from audit a where a.report_id = r.id) order by id limit 1`
    const verdict = await walk(tx, heads, signed)
    const found: BrokenLink | null = unlogged ? { reportId: unlogged.id, sequence: 1, why: 'missing' } : null
    return { ...verdict, broken: verdict.broken ?? found }
  })
}

export async function listHeads(sql: ISql): Promise<Map<string, Head>> {
  const rows = await sql<{ reportId: string; sequence: number; head: Buffer }[]>`
    select report_id, sequence, head from audit_heads`
  return new Map(rows.map(({ reportId, sequence, head }) => [reportId, { sequence, hash: head.toString('hex') }]))
}

async function walk(sql: ISql, heads: Map<string, Head>, signed: Signed): Promise<Verdict> {
  const left = new Set([...heads.keys(), ...signed.keys()])
  let [cases, count] = [0, 0]
  let broken: BrokenLink | null = null
  let lines: ChainLine[] = []
  const finish = () => {
    const reportId = lines[0]?.reportId
    if (!reportId) return
    left.delete(reportId)
    cases += 1
    broken ??= brokenLinkOf(reportId, lines, heads.get(reportId)) ?? unlikeSigned(reportId, lines, signed)
  }
  const rows = sql<ChainLine[]>`
    select report_id, sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, did, actor_kind,
      actor_id, recipient, subject, details, previous, hash
    from audit order by report_id, sequence`
  for await (const batch of rows.cursor(2_000)) {
    for (const line of batch) {
      if (lines[0] && lines[0].reportId !== line.reportId) {
        finish()
        lines = []
      }
      lines.push(line)
      count += 1
    }
  }
  finish()
  const [emptied] = [...left].toSorted()
  if (emptied) broken ??= { reportId: emptied, sequence: 1, why: 'missing' }
  return { cases, lines: count, broken }
}

function unlikeSigned(reportId: string, lines: readonly ChainLine[], signed: Signed): BrokenLink | null {
  for (const { sequence, hash } of signed.get(reportId) ?? []) {
    const line = lines[sequence - 1]
    if (!line) return { reportId, sequence: lines.length + 1, why: 'missing' }
    if (line.hash.toString('hex') !== hash) return { reportId, sequence, why: 'not as signed' }
  }
  return null
}
