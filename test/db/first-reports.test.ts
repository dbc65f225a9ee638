import { describe, expect, test } from 'vitest'
import { together } from '#db/connections/together.server.ts'
import { listClocks } from '#db/reports/clocks.server.ts'
import { markWithdrawn } from '#db/reports/reports.server.ts'
import { findRevision } from '#db/reports/revisions.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listDeliveries, readProjection } from '#db/submissions/deliveries.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { fiveRecipients, hours, monday, startedReport, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()

const started = (count: number) => Promise.all(Array.from({ length: count }, () => startedReport(database)))
type Holder = Awaited<ReturnType<typeof startedReport>>
const send = (holder: Holder, change: Parameters<typeof submissionOf>[1] = {}) =>
  insertSubmission(database.as(holder), submissionOf(holder.reportId, change))

const written = (holders: readonly Holder[]) => database.owner<{ reportId: string; at: string; count: number }[]>`
  select r.report_id, r.xmin::text as at, (select count(*)::int from deliveries d where d.report_id = r.report_id
    and d.xmin = r.xmin) as count
  from revisions r where r.report_id = any (${holders.map(({ reportId }) => reportId)}::uuid[])`

const kinds = (at: number) => ['a', 'b', 'c'].slice(0, at % 4).map((kind) => ({ kind, given: at % 2 === 0 }))
const recipients = (at: number) => fiveRecipients.slice(at % 5).toSorted()
const answersOf = (holder: Holder) => ({ 'incident-summary': `報告 ${holder.reference}`, 'org-name': '架空病院' })

describe('first reports that come together', () => {
  test('are written in fewer transactions, each whole and with its own words under its own key', async () => {
    const holders = await started(20)
    const results = await Promise.all(holders.map((holder) => send(holder, { answers: answersOf(holder) })))

    expect(results).toEqual(holders.map(() => ({ number: 1, submittedAt: monday, replayed: false })))
    const rows = await written(holders)
    expect(rows.map(({ count }) => count)).toEqual(holders.map(() => fiveRecipients.length))
    expect(new Set(rows.map(({ at }) => at)).size).toBeLessThan(holders.length / 2)
    for (const holder of holders) {
      await database.as(holder).transaction(async (tx) => {
        expect((await findRevision(tx, holder.reportId, 1))?.answers).toEqual(answersOf(holder))
        const lines = await listDeliveries(tx, holder.reportId)
        for (const line of lines) {
          const { projection } = await readProjection(tx, line)
          expect(projection.items[0]?.value).toBe(`報告 ${holder.reference}`)
        }
        expect(await listClocks(tx, holder.reportId)).toMatchObject([{ clock: 'c1', dueAt: hours(72) }])
      })
    }
    const audit = await database.owner`
      select did, actor_kind, actor_id, subject, details from audit where report_id = ${holders[7]?.reportId ?? ''}
      order by sequence`
    const details = JSON.stringify({ phase: 'initial', recipients: fiveRecipients.join(' ') })
    expect(audit.at(-1)).toEqual({
      did: 'report.submitted',
      actorKind: 'holder',
      actorId: null,
      subject: '1',
      details,
    })
  })

  test('of programs and of people go together, and each line of the audit names who sent it', async () => {
    const holders = await started(12)
    const by = holders.map((holder, at) => (at % 3 === 0 ? holder : { ...holder, program: newId() }))
    await Promise.all(by.map((holder) => insertSubmission(database.as(holder), submissionOf(holder.reportId))))
    expect(new Set((await written(holders)).map(({ at }) => at)).size).toBeLessThan(holders.length)
    const lines = await database.owner<{ reportId: string; actorKind: string; actorId: string | null }[]>`
      select report_id, actor_kind, actor_id from audit where did = 'report.submitted'
        and report_id = any (${holders.map(({ reportId }) => reportId)}::uuid[])`
    const told = new Map(lines.map(({ reportId, actorKind, actorId }) => [reportId, { actorKind, actorId }]))
    for (const holder of by) {
      const due = 'program' in holder ? ['machine', holder.program] : ['holder', null]
      expect(told.get(holder.reportId)).toEqual({ actorKind: due[0], actorId: due[1] })
    }
  })

  test('each keep their own rows, however many they have, and any text as it was', async () => {
    const holders = await started(9)
    const keys = ['plain', '"quoted", {braced}', 'back\\slash \\n', 'two\nlines\t', 'null', '', '𠮷 é', "it's", newId()]
    await Promise.all(
      holders.map((holder, at) =>
        send(holder, { idempotencyKey: keys[at] ?? '', consents: kinds(at), recipients: recipients(at) }),
      ),
    )
    for (const [at, { reportId }] of holders.entries()) {
      const [row] = await database.owner`
        select idempotency_key as key, (select coalesce(json_agg(json_build_object('kind', kind, 'given', given) order by kind), '[]')
            from consents c where c.report_id = r.report_id) as consents,
          (select array_agg(recipient::text order by recipient) from deliveries d where d.report_id = r.report_id) as sent,
          (select array_agg(recipient::text order by recipient) from case_files f where f.report_id = r.report_id) as files
        from revisions r where report_id = ${reportId}`
      expect(row).toEqual({ key: keys[at], consents: kinds(at), sent: recipients(at), files: recipients(at) })
    }
    expect(new Set((await written(holders)).map(({ at }) => at)).size).toBeLessThan(holders.length)
  })

  test('cannot name a program that does not hold the report', async () => {
    const [one, other] = await started(2)
    if (!one || !other) throw new Error('not started')
    const program = newId()
    const holders = { kind: 'holders', reportIds: [one.reportId, other.reportId], programs: [program, ''] } as const
    const line = (reportId: string, kind: string, id: string | null) =>
      database.as(holders).transaction(
        ({ sql }) => sql`
          insert into audit (report_id, at, did, actor_kind, actor_id)
          values (${reportId}, ${monday}, 'report.submitted', ${kind}, ${id})`,
      )
    await line(one.reportId, 'machine', program)
    await line(other.reportId, 'holder', null)
    await expect(line(other.reportId, 'machine', program)).rejects.toMatchObject({ code: '42501' })
    await expect(line(one.reportId, 'holder', null)).rejects.toMatchObject({ code: '42501' })
    await expect(line(one.reportId, 'holder', program)).rejects.toMatchObject({ code: '42501' })
  })

  test('go without the one that is not as its reporter saw it, and the one that is sent twice goes once', async () => {
    const holders = await started(12)
    const [gone, twice] = [holders[3], holders[5]]
    if (!gone || !twice) throw new Error('not started')
    await database.as(gone).transaction((tx) => markWithdrawn(tx, gone.reportId, hours(1)))
    const key = newId()
    const results = await Promise.allSettled([
      ...holders.map((holder) => send(holder, holder === twice ? { idempotencyKey: key } : {})),
      send(twice, { idempotencyKey: key }),
    ])

    expect(results.map(({ status }, at) => (status === 'rejected' ? at : [])).flat()).toEqual([3])
    expect(results[3]).toMatchObject({ reason: { code: 'withdrawn' } })
    expect(results.at(-1)).toMatchObject({ value: { number: 1, replayed: true } })
    expect((await written(holders)).length).toBe(11)
  })

  test('are each tried alone when one of them is refused, and only that one fails', async () => {
    const holders = await started(12)
    const results = await Promise.allSettled(
      holders.map((holder, at) => send(holder, at === 6 ? { consents: [sameTwice, sameTwice] } : {})),
    )
    expect(results.map(({ status }, at) => (status === 'rejected' ? at : [])).flat()).toEqual([6])
    expect((await written(holders)).length).toBe(11)
  })

  test('do not wait for one whose report somebody holds fast', async () => {
    const [held, ...others] = await started(12)
    if (!held) throw new Error('not started')
    await database.owner.begin(async (tx) => {
      await tx`select from reports where id = ${held.reportId} for update`
      const waiting = send(held)
      await Promise.all(others.map((holder) => send(holder)))
      expect((await written([held])).length).toBe(0)
      void waiting
    })
    await expect.poll(async () => (await written([held])).length).toBe(1)
  })

  test('are written as the holders of these reports, who reach no other and read none', async () => {
    const [mine, theirs, other] = await started(3)
    if (!mine || !theirs || !other) throw new Error('not started')
    const holders = database.as({ kind: 'holders', reportIds: [mine.reportId, theirs.reportId] })
    const sent = (id: string) =>
      holders.atOnce((sql) => sql`update reports set revision_number = 1 where id = ${id} returning id`)
    expect([...(await sent(mine.reportId)), ...(await sent(theirs.reportId))]).toHaveLength(2)
    expect(await sent(other.reportId)).toHaveLength(0)
    const line = (id: string, did: string) =>
      holders.atOnce(
        (sql) => sql`insert into audit (report_id, at, did, actor_kind) values (${id}, now(), ${did}, 'holder')`,
      )
    await line(mine.reportId, 'report.submitted')
    await expect(line(other.reportId, 'report.submitted')).rejects.toMatchObject({ code: '42501' })
    await expect(line(mine.reportId, 'report.withdrawn')).rejects.toMatchObject({ code: '42501' })
    const seen = await holders.atOnce(
      (sql) => sql`select from drafts union all select from audit union all select from data_keys`,
    )
    expect(seen).toHaveLength(0)
  })
})

const sameTwice = { kind: 'sharing-consent-government', given: true }

const gathered = (most: number) => {
  const pieces: string[][] = []
  const ends: (() => void)[] = []
  const work = (items: readonly string[]) => {
    pieces.push([...items])
    const { promise, resolve } = Promise.withResolvers<void>()
    ends.push(resolve)
    return items.map((item) => promise.then(() => item.toUpperCase()))
  }
  const { add } = together({ most, patience: 50, keyOf: (item: string) => item, work })
  return { add, pieces, ends }
}
const turn = () => new Promise((done) => setImmediate(done))

describe('work that is done together', () => {
  test('goes at once when it comes alone; what comes meanwhile goes next, the oldest first', async () => {
    const { add, pieces, ends } = gathered(2)
    const first = add('a')
    await turn()
    expect(pieces).toEqual([['a']])
    const others = ['b', 'c', 'd'].map((item) => add(item))
    await turn()
    expect(pieces).toHaveLength(1)
    ends[0]?.()
    expect(await first).toBe('A')
    await turn()
    expect(pieces).toEqual([['a'], ['b', 'c']])
    ends[1]?.()
    await turn()
    ends[2]?.()
    expect(await Promise.all(others)).toEqual(['B', 'C', 'D'])
  })

  test('never holds two of one key, and a piece that takes long keeps nobody waiting', async () => {
    const { add, pieces, ends } = gathered(8)
    const [once, again] = [add('a'), add('a')]
    const other = add('b')
    await expect.poll(() => pieces).toEqual([['a', 'b']])
    const late = add('c')
    await expect.poll(() => pieces).toEqual([['a', 'b'], ['c']])
    for (const end of ends) end()
    expect(await Promise.all([once, other, late])).toEqual(['A', 'B', 'C'])
    await expect.poll(() => pieces.at(-1)).toEqual(['a'])
    ends.at(-1)?.()
    expect(await again).toBe('A')
  })
})
