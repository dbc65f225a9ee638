import { expect, test } from 'vitest'
import words from '#locales/ja/reporter.json' with { type: 'json' }
import { testDatabase } from '#test/support/database.ts'

const { owner } = await testDatabase()

test('every table has row security, also for its owner', async () => {
  const open = await owner`
    select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace
      and not (relrowsecurity and relforcerowsecurity) and relname <> 'migrations'`
  expect(open).toEqual([])
})

test('the application owns nothing, bypasses nothing and inherits nothing', async () => {
  const [role] = await owner`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, (select count(*)::int from pg_class where relowner = r.oid) as owned,
      (select count(*)::int from pg_auth_members where member = r.oid) as memberships
    from pg_roles r where rolname = 'madoguchi_app'`
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreaterole: false,
    rolcreatedb: false,
    owned: 0,
    memberships: 0,
  })
})

test('what runs with other rights is known, belongs to the keeper and looks nothing up by a path', async () => {
  const functions = await owner<{ name: string; owner: string; settings: string[] | null }[]>`
    select proname as name, rolname as owner, proconfig as settings from pg_proc p join pg_roles r on r.oid = proowner
    where prosecdef and pronamespace in ('public'::regnamespace, 'acting'::regnamespace) order by 1`
  expect(functions.map(({ name }) => name)).toEqual([
    'access_log',
    'account_entered',
    'acts_for',
    'administers',
    'audit_append',
    'audit_state',
    'calendar_days',
    'case_facts_follow',
    'case_facts_of_period',
    'case_files_follow_assessment',
    'case_files_follow_assignment',
    'case_files_follow_escalation',
    'case_files_follow_merge',
    'case_files_follow_responsibility',
    'case_files_let_go',
    'case_files_tell_master',
    'count_expiring',
    'delete_expired',
    'end_sendings',
    'entrustor_parts',
    'feedback_settled',
    'files_of_anybody',
    'find_by',
    'forget_visits',
    'hand_over_file',
    'holder_enters',
    'holds_follow',
    'intake_door',
    'intake_failed',
    'intake_take_over',
    'labels_follow_case_file',
    'leave_heading',
    'mandate_counts',
    'mandate_door',
    'mandate_failed',
    'mandate_redeem',
    'move_case_file',
    'open_questions',
    'openings_shown_after',
    'organisations_reports_stand',
    'program_of',
    'program_used',
    'report_belongs',
    'report_door',
    'report_key_ends',
    'report_needs_approval',
    'report_seat',
    'reports_begun',
    'reports_stand',
    'return_copies',
    'role',
    'rule_meets',
    'search_candidates',
    'sending_stands',
    'sending_waits',
    'sending_with_digest',
    'session_end',
    'session_of',
    'session_seen',
    'standing_fits',
    'standing_follows',
    'vendor_clocks',
    'vendor_counts',
    'vendor_hears',
    'vendor_held',
    'vendor_hits',
    'vendor_places',
    'vendor_questions',
    'vendor_seats',
    'vendors_asked',
    'webhook_gather',
    'write_case_facts',
  ])
  for (const found of functions) {
    expect(found.owner).toBe('madoguchi_keeper')
    expect(found.settings).toContain('search_path=pg_catalog, public')
  }
})

test('every rule of the tables has a name that somebody chose', async () => {
  const unnamed = await owner`
    select conname from pg_constraint where connamespace = 'public'::regnamespace and contype in ('c', 'f', 'u')
      and conname ~ '(_fkey|_check\\d*|_key)$'`
  expect(unnamed).toEqual([])
})

test('sealed columns are stored as they come, as they are compressed already', async () => {
  const compressed = await owner`
    select attrelid::regclass::text as table, attname from pg_attribute
    where attname in ('content', 'ended_content', 'heading', 'tokens') and attstorage <> 'e' and attrelid in (select oid from pg_class where relkind = 'r')
      and attrelid::regclass::text !~ '^(pg_|information_schema)'`
  expect(compressed).toEqual([])
})

test('in an empty database foreign keys are checked by the key that they name', async () => {
  const caseFile = await planOf('select from only case_files where report_id = $1 and recipient = $2 for key share')
  expect(caseFile).toMatch(/Index Scan using case_files_one_each .*\n +Index Cond: .*report_id.*recipient/)
  const revision = await planOf('select from only revisions where report_id = $1 and number = $2 for key share')
  expect(revision).toMatch(/Index Scan using revisions_number_once .*\n +Index Cond: .*report_id.*number/)
})

async function planOf(query: string): Promise<string> {
  const lines = await owner.unsafe(`explain (generic_plan) ${query}`)
  return lines.map((line) => Object.values(line).join(' ')).join('\n')
}

test('what officers did and the reporter has words for, the reporter is shown', async () => {
  const [log] = await owner<{ text: string }[]>`select pg_get_functiondef('access_log(uuid)'::regprocedure) as text`
  const shown = new Set([...(log?.text ?? '').matchAll(/'([a-z]+\.[a-z-]+)'/g)].map(([, act]) => act))
  const officers = ['delivery.opened', 'delivery.saved', 'case.acknowledged', 'case.closed', 'case.reopened']
  const others = ['case.exported', 'case.handed-over', 'case.returned', 'question.asked', 'advice.given']
  const later = [
    'warning.issued',
    'hold.set',
    'hold.lifted',
    'intake.started',
    'intake.continued',
    'intake.code-given',
    'file.downloaded',
    'question.retracted',
  ]
  for (const act of [...officers, ...others, ...later]) {
    expect(shown, act).toContain(act)
    expect(Object.keys(words.access.did), act).toContain(act.replace('.', '-'))
  }
})
