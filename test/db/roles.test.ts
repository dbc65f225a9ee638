import { expect, test } from 'vitest'

import { takeReport } from '#app/accounts/own-report.server.ts'
import type { FilingMember, MemberRole } from '#db/context.ts'
import { memberRoles } from '#db/organisations/member-roles.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { insertApproval } from '#db/reports/approvals.server.ts'
import { personOf } from '#test/app/mandates/mandates.world.ts'
import { newReport, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const administrator = await personOf(database, 'administrator')
const { organisationId } = administrator.actor
const holder = await newReport(database)
const { reportId } = holder.actor
await takeReport(holder, { accountId: administrator.actor.accountId, organisationId })

/** The caller says nothing of the role that counts: the membership does. */
const seats = new Map<MemberRole | 'asker', FilingMember>()
for (const role of [...memberRoles, 'asker'] as const) {
  const accountId = await database.as({ kind: 'worker' }).transaction(async (tx) => {
    const id = (await insertAccount(tx, { mail: `${role}@roles.example`, name: '架空' }, night)) ?? ''
    await insertMembership(tx, { accountId: id, organisationId, role: role === 'asker' ? 'editor' : role, now: night })
    return id
  })
  seats.set(role, { kind: 'member', accountId, organisationId, role: 'administrator', reportId })
}
const seatOf = (role: MemberRole | 'asker'): FilingMember => {
  const seat = seats.get(role)
  if (!seat) throw new Error('nobody sits there')
  return seat
}

class Undone extends Error {}

/** Does the database let it through? It is taken back at once. */
async function lets(role: MemberRole | 'asker', statement: string): Promise<boolean> {
  const undone = database.as(seatOf(role)).transaction(async ({ sql }) => {
    const { count } = await sql.unsafe(statement)
    throw count > 0 ? new Undone() : new Error('no row was touched')
  })
  return undone.catch((error: unknown) => error instanceof Undone)
}

const whoMay = async (statement: string) => {
  const allowed: MemberRole[] = []
  for (const role of memberRoles) if (await lets(role, statement)) allowed.push(role)
  return allowed
}

const revision = `insert into revisions (report_id, number, phase, edition, rulebook, content, digest, idempotency_key,
  payload_digest, submitted_at) values ('${reportId}', 1, 'initial', 'x', 'x', 'x', 'x', 'k', 'x', now())`
const draft = `update drafts set version = version + 1 where report_id = '${reportId}'`
const decide = (decision: string, by: string) =>
  `update approvals set decided_by = '${by}', decided_at = now(), decision = '${decision}' where report_id = '${reportId}'`

test('an approver changes no draft, except where a question waits for an answer; a reader changes nothing', async () => {
  expect(await whoMay(draft)).toEqual(['administrator', 'editor'])
  await database.owner`
    insert into case_files (id, report_id, recipient, reference, revision_number, received_at, updated_at, stage, heading)
    values (uuidv7(), ${reportId}, 'ppc', 'x', 1, ${night}, ${night}, 'initial', 'x')`
  await database.owner`
    insert into feedback (id, case_file_id, recipient, report_id, side, kind, content, sent_at)
    select uuidv7(), id, 'ppc', report_id, 'recipient', 'question', 'x', ${night} from case_files where report_id = ${reportId}`
  expect(await whoMay(draft)).toEqual(['administrator', 'editor', 'approver'])
  await database.owner`delete from feedback where report_id = ${reportId}`
  expect(await whoMay(draft)).toEqual(['administrator', 'editor'])
})

test('an editor sends where one person is enough, and nowhere else', async () => {
  expect(await whoMay(revision)).toEqual(['administrator', 'editor', 'approver'])
  await database.owner`update organisations set needs_approval = true where id = ${organisationId}`
  expect(await whoMay(revision)).toEqual(['administrator', 'approver'])
})

test('a request is decided by a second person in their own name, and taken back by whoever made it', async () => {
  const asker = seatOf('asker')
  await database
    .as(asker)
    .transaction((tx) => insertApproval(tx, { reportId, draftVersion: 1, by: asker.accountId, words: '', now: night }))
  const inOwnName = async (role: MemberRole | 'asker', decision: string) =>
    lets(role, decide(decision, seatOf(role).accountId))
  const deciding = async (decision: string) => {
    const allowed: string[] = []
    for (const role of [...memberRoles, 'asker'] as const) if (await inOwnName(role, decision)) allowed.push(role)
    return allowed
  }
  expect(await deciding('sent')).toEqual(['administrator', 'approver'])
  expect(await deciding('returned')).toEqual(['administrator', 'approver'])
  expect(await deciding('withdrawn')).toEqual(['asker'])
  expect(await lets('approver', decide('sent', seatOf('administrator').accountId))).toBe(false)
})

test('a mandate for everything is given by administrators alone, and no role outlives its membership', async () => {
  const mandate = `insert into mandates (id, number, client_id, acts, approves, content, valid_from)
    values (uuidv7(), 'n', '${organisationId}', '{draft}', true, 'x', now())`
  expect(await whoMay(mandate)).toEqual(['administrator'])
  await database.owner`update memberships set ended_at = ${night} where role = 'editor'`
  expect(await whoMay(draft)).toEqual(['administrator'])
})
