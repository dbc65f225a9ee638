/** A second person, in the orders that happen: two of them at once, taken back at the same moment, gone meanwhile. */
import { expect, test } from 'vitest'

import { takeReport } from '#app/accounts/own-report.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { approve, askApproval, endApproval, readApproval } from '#app/reports/sending/approval.server.ts'
import type { Context, FilingMember, MemberRole } from '#db/context.ts'
import { setNeedsApproval } from '#db/organisations/approval-rule.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { submissionKey, submitReport } from '#app/reports/sending/submit-report.server.ts'
import { decideApproval } from '#db/reports/approvals.server.ts'
import { findReport } from '#db/reports/reports.server.ts'
import { personOf } from '#test/app/mandates/mandates.world.ts'
import { newReport, night, save } from '#test/app/reports/reports.world.ts'
import { openUntil } from '#test/support/beside.ts'
import { somebodyWaits, testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const boss = await personOf(database, '架空の二人目を要する組織')
const { organisationId } = boss.actor
await boss.db.transaction((tx) => setNeedsApproval(tx, organisationId, true))
const people = await Promise.all((['editor', 'approver', 'approver'] as const).map(colleague))

async function colleague(role: MemberRole) {
  return database.as({ kind: 'worker' }).transaction(async (tx) => {
    const mail = `${crypto.randomUUID()}@parts.example`
    const accountId = (await insertAccount(tx, { mail, name: '架空 同僚' }, night)) ?? ''
    await insertMembership(tx, { accountId, organisationId, role, now: night })
    return { accountId, role }
  })
}

/** By the button of the preview. */
const sendAsShown = async (by: Context<FilingMember>, version: number) => {
  const key = submissionKey(by.actor.reportId, 0, version)
  return (await submitReport(by, { key, version })).kind
}

/** A report of the organisation that an editor asks to send, and the others at it. */
async function asked() {
  const holder = await newReport(database)
  await save(holder, hospital.answers(storyClock(night)))
  await takeReport(holder, { accountId: boss.actor.accountId, organisationId })
  const { reportId } = holder.actor
  const [editor, first, second] = people.map(({ accountId, role }): Context<FilingMember> => {
    const actor: FilingMember = { kind: 'member', accountId, organisationId, role, reportId }
    return { db: database.as(actor), actor, now: night }
  })
  if (!editor || !first || !second) throw new Error('somebody is missing')
  await askApproval(editor, '')
  const { open } = await readApproval(first)
  return { holder, editor, first, second, id: open?.id ?? '', version: open?.draftVersion ?? 0 }
}

const sentTimes = async ({ db, actor }: Context<FilingMember>) =>
  (await db.transaction((tx) => findReport(tx, actor.reportId)))?.revisionNumber

test('an editor who presses twice at once asks once, and is not told that somebody else has decided', async () => {
  const { editor, first, id } = await asked()
  await endApproval(editor, id, '')
  const second: { done?: Promise<boolean> } = {}
  const db = openUntil(database, editor.db, () => {
    second.done = askApproval(editor, '見てください')
  })
  expect([await askApproval({ ...editor, db }, '見てください'), await second.done]).toEqual([true, true])
  expect((await readApproval(first)).approvals.filter(({ decision }) => decision === null)).toHaveLength(1)
  expect(await askApproval(first, ''), 'somebody else’s').toBe(false)
})

test('two approvers press at once: it is sent once, and both see the receipt', async () => {
  const { editor, first, second, id } = await asked()
  const both = await Promise.all([approve(first, id), approve(second, id)])
  expect(both.map(({ kind }) => kind)).toEqual(['sent', 'sent'])
  expect(both.filter((one) => one.kind === 'sent' && one.replayed)).toHaveLength(1)
  expect([await sentTimes(first), await endApproval(editor, id, '')]).toEqual([1, false])
})

test('an approver whose page is older than the sending sees the receipt, and so does a second press', async () => {
  const { first, second, id } = await asked()
  expect(await approve(first, id)).toMatchObject({ kind: 'sent', number: 1, replayed: false })
  const again = { kind: 'sent', number: 1, recipients: [], replayed: true }
  expect([await approve(second, id), await approve(first, id)]).toEqual([again, again])
})

test('taken back in the very moment in which it is approved, it is not sent', async () => {
  const { editor, first, id } = await asked()
  const { accountId: by, reportId } = editor.actor
  const sent = await editor.db.transaction(async (tx) => {
    await decideApproval(tx, { id, reportId }, { decision: 'withdrawn', by, answer: '', now: night })
    const approving = approve(first, id)
    await somebodyWaits(database)
    return { approving }
  })
  expect(await sent.approving).toEqual({ kind: 'changed' })
  expect([await sentTimes(editor), (await readApproval(first)).approvals[0]?.decision]).toEqual([0, 'withdrawn'])
})

test('taken back in the very moment in which it is sent from the preview, it is not sent either', async () => {
  const { editor, first, id, version } = await asked()
  const { accountId: by, reportId } = editor.actor
  const sent = await editor.db.transaction(async (tx) => {
    await decideApproval(tx, { id, reportId }, { decision: 'withdrawn', by, answer: '', now: night })
    const sending = sendAsShown(first, version)
    await somebodyWaits(database)
    return { sending }
  })
  expect(await sent.sending).toBe('changed')
  expect([await sentTimes(editor), await sendAsShown(first, version)]).toEqual([0, 'waits'])
})

test('what was asked by somebody who was suspended meanwhile is not sent', async () => {
  const { editor, first, id } = await asked()
  await database.owner`update accounts set disabled_at = now() where id = ${editor.actor.accountId}`
  expect((await readApproval(first)).isOver).toBe(true)
  expect(await approve(first, id)).toEqual({ kind: 'changed' })
  await database.owner`update accounts set disabled_at = null where id = ${editor.actor.accountId}`
  expect((await approve(first, id)).kind).toBe('sent')
})

const decisionsSeenBy = async (by: Context<FilingMember>) =>
  (await readApproval(by)).approvals.map(({ decision }) => decision)

test('what was asked for is over when it is sent by another button', async () => {
  const shown = await asked()
  expect(await sendAsShown(shown.editor, shown.version)).toBe('waits')
  expect(await sendAsShown(shown.first, shown.version)).toBe('sent')
  expect(await decisionsSeenBy(shown.editor)).toEqual(['sent'])
  const later = await asked()
  await boss.db.transaction((tx) => setNeedsApproval(tx, organisationId, false))
  expect(await sendAsShown(later.editor, later.version)).toBe('sent')
  await boss.db.transaction((tx) => setNeedsApproval(tx, organisationId, true))
  expect(await decisionsSeenBy(later.first)).toEqual(['withdrawn'])
})
