import { expect, test } from 'vitest'

import { assignCase } from '#app/case-files/acts/claim.server.ts'
import { labelCase } from '#app/case-files/acts/label.server.ts'
import { actOnMany, undoableSince, undoBulkAct } from '#app/case-files/queue/bulk.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { getCaseFile } from '#db/case-files/case-files.server.ts'
import type { Context, Officer } from '#db/context.ts'
import { readBeside } from '#db/queue/beside.server.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, monday, officerOf } from '#test/support/filings.ts'

const database = await testDatabase()

/** Three cases at a body of its own, and two officers. */
async function world(recipient: string) {
  for (let count = 0; count < 3; count++) await filedReport(database, { recipients: [recipient] })
  const officer = async (): Promise<Context<Officer>> => {
    const actor = await officerOf(database, recipient)
    return { db: database.as(actor), actor, now: hours(1) }
  }
  const [desk, colleague] = [await officer(), await officer()]
  const { lines } = await desk.db.transaction((tx) => listQueue(tx, { filters: {}, order: 'newest' }))
  const state = () => desk.db.transaction((tx) => Promise.all(lines.map(({ id }) => getCaseFile(tx, id))))
  return { desk, colleague, ids: lines.map(({ id }) => id), lines, state }
}

const last = ({ db }: Context<Officer>, now = hours(1)) =>
  db.transaction(async (tx) => (await readBeside(tx, undoableSince(now))).last)

test('several cases are taken at once, those of a colleague stay the colleague’s, and it is taken back whole', async () => {
  const { desk, colleague, ids, lines, state } = await world('bulk-claim')
  await assignCase(colleague, ids[0] ?? '', colleague.actor.officerId)
  expect(await actOnMany(desk, ids, { act: 'claim' })).toBe('bulkSome.claim')
  const owners = async () => (await state()).map(({ assignee }) => assignee?.officerId)
  const [me, other] = [desk.actor.officerId, colleague.actor.officerId]
  expect(await owners()).toEqual([other, me, me])

  const act = await last(desk)
  expect(act).toMatchObject({ act: 'claim', caseFileIds: expect.arrayContaining(ids.slice(1)) })
  expect(await last(colleague)).toBeNull()
  expect(await undoBulkAct(colleague, act?.id ?? '')).toBe('undoneNothing')
  expect(await undoBulkAct(desk, act?.id ?? '')).toBe('undone')
  expect(await owners()).toEqual([other, undefined, undefined])
  expect(await undoBulkAct(desk, act?.id ?? '')).toBe('undoneNothing')
  expect(await last(desk)).toBeNull()
  const audit = await desk.db.transaction((tx) => listAudit(tx, lines[1]?.reportId ?? ''))
  expect(audit.map(({ did, details }) => [did, details?.bulk])).toEqual([
    ['case.claimed', act?.id],
    ['case.released', act?.id],
  ])
})

test('what a colleague changed since is not taken back', async () => {
  const { desk, colleague, ids, state } = await world('bulk-since')
  await actOnMany(desk, ids, { act: 'claim' })
  await assignCase({ ...colleague, now: hours(2) }, ids[1] ?? '', colleague.actor.officerId)
  await undoBulkAct(desk, (await last(desk))?.id ?? '')
  expect((await state()).map(({ assignee }) => assignee?.officerId)).toEqual([
    undefined,
    colleague.actor.officerId,
    undefined,
  ])
})

test('a label is put on those that lack it, and undoing leaves those that had it before', async () => {
  const { desk, ids, state } = await world('bulk-label')
  await labelCase({ ...desk, now: monday }, ids[0] ?? '', '医療')
  expect(await actOnMany(desk, ids, { act: 'label', label: '医療' })).toBe('bulkSome.label')
  expect((await state()).map(({ labels }) => labels)).toEqual([['医療'], ['医療'], ['医療']])
  await undoBulkAct(desk, (await last(desk))?.id ?? '')
  expect((await state()).map(({ labels }) => labels)).toEqual([['医療'], [], []])
})

test('nothing chosen, nothing changed, no label and somebody else’s case are said, and write nothing', async () => {
  const { desk, ids } = await world('bulk-nothing')
  const stranger = await world('bulk-stranger')
  expect(await actOnMany(desk, [], { act: 'claim' })).toBe('bulkNone')
  expect(await actOnMany(desk, ["'; drop table views"], { act: 'claim' })).toBe('bulkNone')
  expect(await actOnMany(desk, [newId(), ...stranger.ids], { act: 'claim' })).toBe('bulkNothing.claim')
  expect(await actOnMany(desk, ids, { act: 'label', label: '' })).toBe('bulkLabelWrong')
  expect(await actOnMany(desk, ids, { act: 'label', label: '長'.repeat(31) })).toBe('bulkLabelWrong')
  expect(await last(desk)).toBeNull()
})

test('it is offered to be taken back for ten minutes', async () => {
  const { desk, ids } = await world('bulk-late')
  await actOnMany(desk, ids, { act: 'claim' })
  expect(await last(desk, hours(1.15))).not.toBeNull()
  expect(await last(desk, hours(1.2))).toBeNull()
})
