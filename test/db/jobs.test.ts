import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { listenArrivals } from '#db/connections/arrivals.server.ts'
import { runJobs } from '#db/connections/jobs.server.ts'
import { moveOutbox, queueJob } from '#db/connections/outbox.server.ts'
import { countStandingJobs, listStandingJobs } from '#db/connections/standing-jobs.server.ts'
import type { Arrival } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { fiveRecipients, operator, startedReport, submissionOf } from '#test/support/filings.ts'
import { frozenWay } from '#test/support/frozen-way.ts'

const database = await testDatabase()
const worker = database.as({ kind: 'worker' })

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition() && waited < 15_000; waited += 20) await wait(20)
}

test('a job is done when its transaction commits, and not when it rolls back', async () => {
  const done: number[] = []
  const tasks = { count: async (payload: unknown) => void done.push(z.object({ n: z.number() }).parse(payload).n) }
  const jobs = await runJobs({ database, tasks })
  await worker
    .transaction(async (tx) => {
      await queueJob(tx, 'count', { n: 2 })
      throw new Error('rolled back')
    })
    .catch(() => {})
  await worker.transaction((tx) => queueJob(tx, 'count', { n: 1 }))
  await until(() => done.length > 0)
  await jobs.stop()
  expect(done).toEqual([1])
  expect(await database.owner`select from outbox`).toEqual([])
})

test('a job that fails is reported and tried again', async () => {
  const faults: string[] = []
  let tries = 0
  const tasks = {
    flaky: async () => {
      tries += 1
      if (tries === 1) throw new Error('not yet')
    },
  }
  const jobs = await runJobs({ database, tasks, onFault: (_, task) => faults.push(task) })
  await worker.transaction((tx) => queueJob(tx, 'flaky', {}))
  await until(() => tries > 1)
  await jobs.stop()
  expect([tries, faults]).toEqual([2, ['flaky']])
})

test('stops although the database hangs, and what it could not finish is left for another worker', async () => {
  const way = await frozenWay(database.url)
  const begun: unknown[] = []
  const never = Promise.withResolvers<void>()
  const tasks = { endless: (payload: unknown) => (begun.push(payload), never.promise) }
  const jobs = await runJobs({ database: { url: way.url }, tasks, patience: 300 })
  await worker.transaction((tx) => queueJob(tx, 'endless', {}))
  await until(() => begun.length > 0)
  way.freeze()
  await wait(500) // until the mover has asked what nobody answers
  await jobs.stop()
  way.close()
  const left = database.owner`select from graphile_worker._private_jobs where locked_at is not null`
  expect(await left).toHaveLength(1)
  await database.owner`delete from graphile_worker._private_jobs`
})

test('of waiting jobs with one key the last remains', async () => {
  for (const n of [1, 2, 3]) await worker.transaction((tx) => queueJob(tx, 'later', { n }, 'k'))
  const done: unknown[] = []
  const jobs = await runJobs({ database, tasks: { later: async (payload) => void done.push(payload) } })
  await until(() => done.length > 0)
  await wait(100)
  await jobs.stop()
  expect(done).toEqual([{ n: 3 }])
})

test('work under a name that nobody knows stays, is not tried, and is told to operators with what was given up', async () => {
  await worker.transaction((tx) => queueJob(tx, 'of-another-version', {}))
  await worker.transaction((tx) => queueJob(tx, 'hopeless', {}))
  const jobs = await runJobs({ database, tasks: { known: async () => {} } })
  await wait(400) // moved, and looked at by the worker
  await jobs.stop()
  await moveOutbox(database.owner)
  await database.owner`update graphile_worker._private_jobs set run_at = now() - interval '11 minutes'`
  await database.owner`update graphile_worker._private_jobs set attempts = max_attempts where task_id =
    (select id from graphile_worker._private_tasks where identifier = 'hopeless')`
  const told = async () => {
    await countStandingJobs(database.owner)
    const lines = await database.as(operator).transaction((tx) => listStandingJobs(tx))
    return lines.map(({ task, givenUp, waiting }) => [task, givenUp, waiting]).toSorted()
  }
  expect(await told()).toEqual([
    ['hopeless', 1, 0],
    ['of-another-version', 0, 1],
  ])
  await database.owner`delete from graphile_worker._private_jobs`
  expect(await told()).toEqual([])
})

test('an arrival is told after the commit, also after the listener lost its connection, and that it did is told', async () => {
  const heard: Arrival[] = []
  let missed = 0
  const stop = await listenArrivals(
    database,
    (arrival) => heard.push(arrival),
    () => (missed += 1),
  )
  const [first, second] = [await startedReport(database), await startedReport(database)]
  await insertSubmission(database.as(first), submissionOf(first.reportId, { recipients: ['ppc', 'npa'] }))
  await until(() => heard.length >= 2)
  expect(heard.map(({ recipient, prefecture, kind }) => [recipient, prefecture, kind]).toSorted()).toEqual([
    ['npa', '13', 'report'],
    ['ppc', '13', 'report'],
  ])

  const listeners = () => database.owner<{ pid: number }[]>`
    select pid from pg_stat_activity where query ilike 'listen%' and state = 'idle' and datname = current_database()`
  const [lost] = await listeners()
  expect(missed).toBe(0)
  await database.owner`select pg_terminate_backend(${lost?.pid ?? 0})`
  await expect.poll(async () => (await listeners()).filter(({ pid }) => pid !== lost?.pid)).toHaveLength(1)
  await insertSubmission(database.as(second), submissionOf(second.reportId, { recipients: ['ppc'] }))
  await until(() => heard.length >= 3)
  expect([heard.length, missed]).toEqual([3, 1])
  await stop()
})

test('a rush that one line cannot tell is told whole', async () => {
  const heard: Arrival[] = []
  const stop = await listenArrivals(database, (arrival) => heard.push(arrival))
  const kind = 'revision' as const
  const rush = Array.from({ length: 200 }, () => ({ caseFileId: newId(), recipient: 'ppc', prefecture: '13', kind }))
  worker.announce(rush)
  await until(() => heard.length >= rush.length)
  expect(heard).toEqual(rush)
  await stop()
})

test('a submission that changes nothing tells nobody', async () => {
  const holder = await startedReport(database)
  const submission = submissionOf(holder.reportId)
  const heard: Arrival[] = []
  const stop = await listenArrivals(database, (arrival) => heard.push(arrival))
  await insertSubmission(database.as(holder), submission)
  await until(() => heard.length >= fiveRecipients.length)
  expect((await insertSubmission(database.as(holder), submission)).replayed).toBe(true)
  await wait(200)
  expect(heard).toHaveLength(fiveRecipients.length)
  await stop()
})
