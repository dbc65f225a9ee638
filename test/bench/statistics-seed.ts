/** Case files of years in one statement for each table: `files` of one agency, and as many of ten others. */
import type { Sql } from 'postgres'

export interface Seed {
  agency: string
  files: number
  until: Date
  /** Stands for a sealed heading: its size, not its content. */
  heading: Uint8Array
}

/** As the owner. Foreign keys and triggers are left out: what is measured is reading. */
export async function seedCaseFiles(owner: Sql, { agency, files, until, heading }: Seed): Promise<void> {
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`
    await sql`
      insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage,
        attack_type, sector, prefecture, severity, due_at, heading, opened_at, acknowledged_at, closed_at)
      select gen_random_uuid(), gen_random_uuid(), case n % 2 when 0 then ${agency} else 'other-' || n % 20 end,
        'BENCH-' || n, 1, at, at, (array['initial', 'interim', 'final'])[1 + n % 3], 'type-' || n % 11,
        case n % 5 when 0 then null else 'sector-' || n % 16 end, 'prefecture-' || n % 47, 3, at + interval '5 days',
        ${Buffer.from(heading)}, case when n % 20 <> 3 then at + random() * interval '2 days' end,
        case when n % 10 <> 3 then at + random() * interval '5 days' end,
        case when n % 4 <> 3 then at + random() * interval '90 days' end
      from (select n, ${until}::timestamptz - random() * interval '5 years' as at
        from generate_series(1, ${files * 2}::integer) n order by 2) made`
    await sql`
      insert into deliveries (id, report_id, recipient, revision_number, phase, content, digest, sent_at,
        delivered_at)
      select gen_random_uuid(), report_id, recipient, revision, (array['initial', 'interim', 'final'])[revision],
        ${Buffer.from(heading)}, ''::bytea, at, at
      from (select report_id, recipient, revision, received_at + (revision - 1) * random() * interval '40 days' as at
        from case_files, generate_series(1, case stage when 'initial' then 1 when 'interim' then 2 else 3 end) revision
        where reference like 'BENCH-%') made`
    await sql`
      insert into clocks (report_id, recipient, clock, report, starts_from, started_at, due_kind, due_at)
      select report_id, recipient, 'bench-' || report, report, 'time-awareness', received_at, 'day',
        received_at + case report when 'initial' then random() * interval '4 days' - interval '1 day' else interval '30 days' end
      from case_files, unnest(array['initial', 'final']) report where reference like 'BENCH-%'`
    await sql`insert into case_facts select * from case_facts_now on conflict do nothing`
  })
  for (const table of ['case_files', 'deliveries', 'clocks', 'case_facts'])
    await owner.unsafe(`vacuum analyze ${table}`)
}
