import { describe, expect, test } from 'vitest'
import type { ActingDb } from '#db/context.ts'
import { testDatabase } from '#test/support/database.ts'
import { buildWorld } from './row-security.world.ts'

const reporters = ['holder', 'member', 'vendor', 'filer']
const senders = [...reporters, 'holders'] // several, whose first reports are written together: they add, and read nothing
const represented = ['holder', 'member', 'vendor']
const readers = ['officer', 'machine']
const watched = [...reporters, ...readers, 'worker']
const everybody = ['anyone', ...senders, ...readers, 'extractor', 'worker', 'operator']

interface Rights {
  read: readonly string[]
  insert: readonly string[]
  update: readonly string[]
  delete: readonly string[]
}

const nobody: Rights = { read: [], insert: [], update: [], delete: [] }
const sent: Rights = { ...nobody, read: reporters, insert: senders }

/** What each kind of actor may do to the row of the world. Whoever is not named may not; strangers are named nowhere but where all are equal. */
const doorkeepers = ['worker', 'operator']
const callers = ['officer', 'worker']
const kept: Rights = { read: doorkeepers, insert: doorkeepers, update: doorkeepers, delete: doorkeepers }

const rights: Record<string, Rights> = {
  reports: { ...nobody, read: senders, insert: ['member', 'vendor'], update: [...represented, 'holders'] },
  drafts: { ...nobody, read: reporters, insert: reporters, update: reporters },
  revisions: sent,
  consents: sent,
  calendars: { ...nobody, read: represented, insert: represented, delete: represented },
  reminders: {
    read: [...represented, 'worker'],
    insert: represented,
    update: [...represented, 'worker'],
    delete: represented,
  },
  hand_overs: {
    ...nobody,
    read: [...reporters, ...readers, 'extractor', 'secondRecipient'],
    insert: ['secondRecipient'], // the commission passed it on to the police
    update: readers,
  },
  returns: {
    ...nobody,
    read: [...reporters, 'officer', 'secondRecipient'],
    update: reporters,
  },
  intakes: { ...nobody, read: [...reporters, ...readers, 'secondRecipient'], insert: [] },
  intake_callers: { ...nobody, read: ['officer'], update: ['officer'] },
  covers: { read: reporters, insert: reporters, update: reporters, delete: reporters },
  files: { ...nobody, read: watched, insert: ['holder', 'filer', 'member'] }, // the client's: a body has the whole of it
  file_deliveries: { ...nobody, read: [...reporters, ...readers], insert: reporters },
  file_hand_overs: { ...nobody, read: [...reporters, ...readers] }, // whoever handed it over has no file of this one
  case_files: { ...nobody, read: [...watched, 'extractor'], insert: senders, update: [...reporters, ...readers] },
  deliveries: { ...nobody, read: [...watched, 'extractor'], insert: senders, update: watched },
  clocks: { ...nobody, read: watched, insert: senders, update: [...reporters, 'officer'] },
  labels: { ...nobody, read: ['officer', 'extractor'], insert: ['officer'], delete: ['officer'] },
  assignments: { read: ['officer'], insert: ['officer'], update: ['officer'], delete: ['officer'] },
  notes: { ...nobody, read: ['officer'], insert: ['officer'] },
  feedback: { ...nobody, read: [...reporters, ...readers], insert: ['officer'] }, // the row is an officer's question
  question_answers: { ...nobody, read: [...reporters, ...readers], insert: reporters },
  audit: { ...nobody, read: reporters, insert: ['holder'] }, // the row is the holder's own
  audit_heads: nobody,
  key_marks: nobody,
  data_keys: { ...nobody, read: [...reporters, ...readers, 'extractor', 'secondRecipient'], insert: reporters },
  sessions: {
    read: ['officer', ...doorkeepers],
    insert: [...everybody, 'strangers'],
    update: [],
    delete: ['officer', ...doorkeepers],
  }, // the officer's own
  logins: { ...kept, delete: [] },
  passkeys: kept,
  recovery_codes: kept,
  identities: { ...kept, update: [] },
  invitations: kept,
  ceremonies: { read: ['worker'], insert: ['worker'], update: ['worker'], delete: ['worker'] },
  recipient_policies: { ...kept, delete: [] },
  attempts: { read: ['anyone'], insert: ['anyone'], update: ['anyone'], delete: ['anyone'] },
  notice_addresses: {
    read: ['holder', 'member', 'vendor', 'worker'],
    insert: ['holder', 'member', 'vendor'],
    update: ['holder', 'member', 'vendor', 'worker'],
    delete: ['holder', 'member', 'vendor'],
  },
  mails: {
    read: [...represented, 'worker', 'operator'],
    insert: ['worker'],
    update: ['worker', 'operator'],
    delete: ['worker'],
  },
  webhook_endpoints: { ...nobody, read: callers, insert: callers, update: callers },
  webhook_messages: { read: callers, insert: callers, update: callers, delete: callers },
  notices: { read: ['worker'], insert: ['worker'], update: ['worker'], delete: ['worker'] },
  case_facts: nobody, // functions of their own write and read it
  extracts: { read: [...readers, 'extractor'], insert: ['extractor'], update: ['extractor'], delete: ['extractor'] },
  extracts_due: { read: ['worker'], insert: [...senders, 'worker'], update: ['worker'], delete: ['worker'] },
  views: { read: ['officer'], insert: ['officer'], update: ['officer'], delete: ['officer'] }, // the officer's own
  queue_columns: {
    ...nobody,
    read: ['officer', 'otherPrefecture'],
    insert: ['officer', 'otherPrefecture'],
    update: ['officer', 'otherPrefecture'],
  },
  sightings: { ...nobody, read: ['officer'], insert: ['officer'], update: ['officer'] },
  bulk_acts: { ...nobody, read: ['officer'], insert: ['officer'], update: ['officer'] },
  templates: { ...nobody, read: ['officer', 'otherPrefecture'], insert: ['officer'], update: ['officer'] }, // the row says who wrote it
  holds: { ...nobody, read: [...represented, 'officer', 'secondRecipient'], insert: represented, update: represented },
  hold_words: { ...nobody, read: [...represented, 'officer'], insert: represented },
  mentions: { ...nobody, read: ['officer'], insert: ['officer'], update: ['officer'] },
  opinions: { ...nobody, read: [...represented, 'officer'], insert: represented, update: represented },
  exports: { ...nobody, read: ['officer'], insert: ['officer'], update: ['officer'] },
  merges: { ...nobody, read: ['officer'], insert: ['officer'], update: ['officer'] },
  // the officer is an administrator
  teams: {
    ...nobody,
    read: [...readers, 'operator'],
    insert: ['officer', 'operator'],
    update: ['officer', 'operator'],
  },
  team_members: {
    ...nobody,
    read: [...readers, 'operator'],
    insert: ['officer', 'operator'],
    delete: ['officer', 'operator'],
  },
  responsibilities: { ...nobody, read: readers, insert: ['officer'], update: ['officer'] },
  assessments: { read: ['officer'], insert: ['officer'], update: ['officer'], delete: ['officer'] },
  escalation_rules: { ...nobody, read: [...readers, 'worker'], insert: ['officer'], update: ['officer'] },
  escalations: { ...nobody, read: readers, insert: ['machine'], update: ['officer'] },
  retention_periods: {
    ...nobody,
    read: ['officer', 'secondRecipient', 'otherRecipient', 'otherPrefecture', 'operator'],
    insert: ['operator'],
  },
  legal_holds: { ...nobody, read: ['officer', 'operator'], insert: ['officer'], update: ['officer'] }, // the officer's own
  tombstones: { ...nobody, read: ['operator'] }, // and officers of the body who see the whole country
  outbox: { ...nobody, insert: [...everybody, 'strangers'] },
  migrations: nobody,
  standing_jobs: { ...nobody, read: ['operator'] },
  // the member administers the client; the memberships' row is the member's own
  organisations: {
    ...nobody,
    read: ['member', 'filer', ...doorkeepers],
    insert: ['worker'],
    update: ['member', ...doorkeepers],
  },
  accounts: { ...nobody, read: ['member', ...doorkeepers], insert: ['worker'], update: ['member', ...doorkeepers] },
  memberships: { ...nobody, read: ['member', ...doorkeepers], insert: ['worker'], update: ['member', ...doorkeepers] },
  sign_ups: { read: ['worker'], insert: ['worker'], update: ['worker'], delete: ['worker'] },
  mail_changes: { read: ['worker'], insert: ['worker'], update: ['worker'], delete: ['worker'] }, // not done yet
  member_invitations: {
    read: ['member', ...doorkeepers],
    insert: ['member', 'worker'],
    update: ['member', 'worker'],
    delete: ['member', ...doorkeepers],
  },
  administrator_proposals: { ...nobody, read: ['member', 'operator'], insert: ['operator'] }, // the operator's own
  claims: { ...nobody, read: ['member', ...doorkeepers], insert: ['member', 'worker'], update: doorkeepers },
  approvals: { ...nobody, read: ['member', 'vendor', 'filer'], insert: ['member'] }, // decided in test/db/roles.test.ts
  standings: { ...nobody, read: [...reporters, ...readers, 'secondRecipient'] },
  mandates: { ...nobody, read: represented, update: ['holder', 'member'] }, // taken up: nobody offers it again
  mandate_files: { ...nobody, read: ['holder', 'member', 'worker'], insert: ['holder', 'member'], update: ['member'] },
  mandate_choices: { ...nobody, read: ['vendor'], insert: ['vendor'], update: ['vendor'] },
  mandate_names: { ...nobody, read: represented, insert: ['vendor'] },
  mandate_vendors: { ...nobody, read: represented, insert: ['vendor'], update: ['member'] },
  entrustors: { ...nobody, read: ['holder', 'member'], insert: ['holder', 'member'], update: ['holder', 'member'] },
  vendor_clients: { ...nobody, read: ['vendor'], insert: ['vendor'], update: ['vendor'] },
  vendor_reports: { ...nobody, read: ['vendor'], insert: ['vendor'], update: ['vendor'] },
  vendor_templates: { ...nobody, read: ['vendor'], insert: ['vendor'], update: ['vendor'] },
  sendings: { ...nobody, read: represented, update: ['holder', 'member'] }, // the row is decided
  filings: { ...nobody, read: [...reporters, ...readers, 'secondRecipient'], insert: reporters },
  // The officer looks after the body; an operator stops programs and makes none.
  machines: {
    ...nobody,
    read: ['machine', 'operator', 'officer', 'otherPrefecture'],
    insert: ['officer'],
    update: ['operator', 'officer'],
  },
  machine_secrets: { ...nobody, read: ['officer', 'operator'], insert: ['officer'], update: ['officer'] },
  machine_calls: { ...nobody, read: ['machine', 'worker'], insert: ['machine'], delete: ['machine', 'worker'] },
  officers: {
    ...nobody,
    read: ['officer', 'otherPrefecture', 'operator', 'worker'],
    insert: ['operator'],
    update: ['officer', 'operator'], // an administrator of the body: the name, and nothing else
  },
  operators: { ...nobody, read: ['operator', 'worker'], insert: ['operator'], update: ['operator'] },
}

const database = await testDatabase()
const { actors, rows } = await buildWorld(database)

const tables = await database.owner<{ name: string; columns: string[]; key: string }[]>`
  select c.relname as name, array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
    and attgenerated = '' and attidentity = '') as columns,
    (select attname from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and has_column_privilege('madoguchi_app', c.oid, attnum, 'update') order by attnum limit 1) as key
  from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`

/** Does it as whoever asks, tells whether it went through, and takes it back; in the database, as it is done 6,000 times. */
await database.owner.unsafe(`
  create function goes_through(statement text) returns boolean language plpgsql as $$
  declare
    done integer;
  begin
    execute statement;
    get diagnostics done = row_count;
    raise exception 'taken back' using errcode = 'UNDON';
  exception
    when sqlstate 'UNDON' then return done > 0;
    when sqlstate '42501' then return false; -- refused by a grant, a policy or a trigger
    when others then return true; -- that came after the wall
  end $$`)

/** Which of these the actor may do. */
async function permitted(db: ActingDb, attempts: Readonly<Record<string, string>>): Promise<string[]> {
  const done = await db.transaction(
    ({ sql }) => sql<{ key: string }[]>`
      select key from json_each_text(${JSON.stringify(attempts)}::text::json) where goes_through(value)`,
  )
  return done.map(({ key }) => key)
}

const statements = {
  read: (table: string) => `select 1 from ${table} where ${rows[table]}`,
  update: (table: string, key: string) => `update ${table} set ${key} = ${key} where ${rows[table]}`,
  delete: (table: string) => `delete from ${table} where ${rows[table]}`,
}

async function copied(table: string, columns: string[]): Promise<string> {
  const [row] = await database.owner.unsafe(
    `select to_json(t)::text as row from ${table} t where ${rows[table]} limit 1`,
  )
  const list = columns.map((column) => `"${column}"`).join(', ')
  return `insert into ${table} (${list}) select ${list} from json_populate_record(null::${table}, '${String(row?.row).replaceAll("'", "''")}')`
}

const known = (name: string) => !/^(other|second)/.test(name)

describe('row security', () => {
  test('every table has its row in this test, so that a new one cannot be forgotten', () => {
    expect(Object.keys(rights).toSorted()).toEqual(tables.map(({ name }) => name))
    expect(Object.keys(rows).toSorted()).toEqual(tables.map(({ name }) => name))
  })

  test.for(tables.map(({ name, columns, key }) => [name, columns, key] as const))(
    '%s: everybody may do what is theirs, and nothing else',
    async ([table, columns, key]) => {
      const allowed = rights[table]
      if (!allowed) throw new Error(`no rights of ${table}`)
      const [present] = await database.owner.unsafe(`select count(*)::int as count from ${table} where ${rows[table]}`)
      expect(present?.count).toBeGreaterThan(0)

      const insert = await copied(table, columns)
      const attempts = {
        read: statements.read(table),
        insert,
        ...(key ? { update: statements.update(table, key) } : {}),
        delete: statements.delete(table),
      }
      const result: Record<string, string[]> = { read: [], insert: [], update: [], delete: [] }
      for (const [name, actor] of Object.entries(actors)) {
        for (const right of await permitted(database.as(actor), attempts)) result[right]?.push(name)
      }
      for (const right of ['read', 'insert', 'update', 'delete'] as const) {
        const expected = allowed[right].flatMap((name) =>
          name === 'strangers' ? Object.keys(actors).filter((one) => !known(one)) : [name],
        )
        expect({ [right]: result[right]?.toSorted() }).toEqual({ [right]: expected.toSorted() })
      }
    },
  )

  test('is what stops them: with the wall of one table taken down, this test sees it', async () => {
    const { holder } = actors
    if (!holder) throw new Error('no holder')
    const look = () => permitted(database.as(holder), { read: statements.read('notes') })
    expect(await look()).toEqual([])
    await database.owner`alter table notes disable row level security`
    expect(await look()).toEqual(['read'])
    await database.owner`alter table notes enable row level security`
  })

  test('without an actor nothing is there', async () => {
    for (const { name } of tables) {
      const seen = await database
        .bare((sql) => sql.unsafe(`select 1 from ${name} limit 1`))
        .catch((error) => error.code)
      expect([name, Array.isArray(seen) ? seen.length : seen]).toEqual([name, Array.isArray(seen) ? 0 : '42501'])
    }
  })
})
