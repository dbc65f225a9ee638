import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import net from 'node:net'
import { expect, test } from 'vitest'
import { refusalFor } from '#app/http/refusal-for.ts'
import { Refusal } from '#app/http/refusal.ts'
import { openDatabase } from '#db/client.server.ts'
import { prepareDatabase } from '#db/cluster/migrate.server.ts'
import type { ActingDb, Actor } from '#db/context.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase({ connections: 2 })
const reportId = '01a1fc07-1c35-79ef-a9c4-62d860725dc9'
const db = database.as({ kind: 'holder', reportId })
const actor = () => database.bare((sql) => sql`select current_setting('madoguchi.report', true) as report`)

test('the actor is gone with the transaction, whether it commits or not', async () => {
  await db.transaction(async ({ sql }) => sql`select 1`)
  await db.transaction(async () => Promise.reject(new Error('no'))).catch(() => {})
  for (let turn = 0; turn < 4; turn++) expect((await actor())[0]?.report || null).toBeNull()
})

test('what goes on beside what failed asks nothing more, least of all in the transaction of somebody else', async () => {
  const { promise: given, resolve: give } = Promise.withResolvers<void>()
  const beside: Promise<unknown>[] = []
  const failed = db.transaction(async ({ sql }) => {
    beside.push(given.then(() => sql`select current_setting('madoguchi.report', true) as report`))
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  await database.as({ kind: 'worker' }).transaction(async ({ sql }) => {
    give()
    await expect(Promise.all(beside)).rejects.toThrow('asked after')
    await sql`select 1`
  })
})

test('bytes come back as they went, of whatever length and beside whatever else', async () => {
  const all = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte))
  for (const bytes of [Buffer.alloc(0), Buffer.from([0]), all, Buffer.alloc(100_000, all)]) {
    const letters = Buffer.from('文字')
    for (let turn = 0; turn < 3; turn++) {
      // a connection knows the columns of a statement from its second turn on
      const found = await database.bare(
        (sql) => sql`
          select ${bytes}::bytea as bytes, octet_length(${bytes}::bytea) as length, ${null}::bytea as nothing,
            ${'\\x00'}::text as text, ${'文字'}::bytea as letters from generate_series(1, 2)`,
      )
      const row = { bytes, length: bytes.length, nothing: null, text: '\\x00', letters }
      expect(found).toEqual([row, row])
    }
  }
})

test('an instant is the same however it travels', async () => {
  const instants = [
    '1868-10-23T00:00:00.001Z',
    '1999-12-31T23:59:59.999Z',
    '2000-01-01T00:00:00Z',
    '2026-11-22T12:34:56.789Z',
  ]
  for (const text of [...instants, '2284-12-31T23:59:59.999Z']) {
    for (let turn = 0; turn < 3; turn++) {
      // from the second turn on as bytes
      const found = await database.bare(
        (sql) => sql`
          select ${text}::timestamptz as at, ${text}::timestamptz + interval '999 microseconds' as finer, null::timestamptz as never`,
      )
      expect(found).toEqual([{ at: new Date(text), finer: new Date(text), never: null }])
    }
  }
})

const plansOf = (who: Actor) =>
  database.as(who).transaction(async ({ sql }) => {
    const text = `select id from data_keys where report_id = $1 and '${who.kind}' <> ''`
    for (let turn = 0; turn < 3; turn++) await sql.unsafe(text, [randomUUID()], { prepare: true })
    return sql<{ generic: number; custom: number }[]>`
      select generic_plans::int as generic, custom_plans::int as custom from pg_prepared_statements
      where statement = ${text}`
  })

test('a holder’s queries are planned once for all reports, others’ as the planner sees fit', async () => {
  expect(await plansOf(db.actor)).toEqual([{ generic: 3, custom: 0 }])
  expect(await plansOf({ kind: 'worker' })).toEqual([{ generic: 0, custom: 3 }])
})

const setting = (name: string) => `select current_setting('${name}') as set`
const bare = (name: string) => database.bare((sql) => sql.unsafe<{ set: string }[]>(setting(name)))

test('who comes is looked up by one plan, and what reads in order keeps to it until its end', async () => {
  for (const inOrder of [true, false]) {
    const found = await database
      .as({ kind: 'worker' })
      .readAtOnce(
        ({ sql }) => Promise.all(['enable_sort', 'plan_cache_mode'].map((name) => sql.unsafe(setting(name)))),
        { inOrder, once: inOrder },
      )
    const told = inOrder ? ['off', 'force_generic_plan'] : ['on', 'auto']
    expect(found.map(([row]) => row?.['set'])).toEqual(told)
    expect((await bare('enable_sort'))[0]?.set).toBe('on')
    expect((await bare('plan_cache_mode'))[0]?.set).toBe('force_generic_plan')
  }
})

test('a transaction whose connection breaks is a failure, never half a success', async () => {
  const broken = db.transaction(async ({ sql }) => {
    const [me] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    await database.owner`select pg_terminate_backend(${me?.pid ?? 0}, 10_000)` // and waits until it has ended
    await sql`select 1`.catch(() => {})
    return 'done'
  })
  await expect(broken).rejects.toThrow()
  expect(await db.transaction(async ({ sql }) => sql`select 1 as one`)).toEqual([{ one: 1 }])
})

/** What PostgreSQL answers while it comes back (57P03), as its protocol has it. */
const said = Buffer.from('SFATAL\0C57P03\0Mthe database system is starting up\0\0')
const startingUp = Buffer.concat([Buffer.from('E\0\0\0'), Buffer.from([said.length + 4]), said])

test.each(['transaction', 'readAtOnce'] as const)(
  'a %s that a connection did not begin says so, and not that nothing was found',
  async (way) => {
    const { hostname, port } = new URL(database.url)
    let tries = 0
    const door = net.createServer((socket) => {
      tries += 1
      if (tries === 1) return void socket.once('data', () => socket.end(startingUp))
      const line = net.connect(Number(port), hostname)
      socket.pipe(line).pipe(socket)
      for (const end of [socket, line]) end.on('error', () => line.destroy())
    })
    await once(door.listen(0, '127.0.0.1'), 'listening')
    const url = new URL(database.url)
    url.port = String((door.address() as net.AddressInfo).port) // listens on TCP
    const other = openDatabase({ url: url.href, keyring: database.keyring, connections: 1 })
    const found = (acting: ActingDb) =>
      acting[way](async ({ sql }) => {
        const [row] = await sql<{ report: string }[]>`select current_setting('madoguchi.report', true) as report`
        if (!row?.report) throw new Refusal('notFound')
        return row.report
      })
    const late = await found(other.as(db.actor)).catch(refusalFor)
    expect(late).toMatchObject({ code: 'busy', status: 503, data: { retryAfter: 5 } })
    expect(await found(other.as(db.actor))).toBe(reportId)
    await other.end()
    door.close()
  },
)

test('a failed query that somebody swallowed does not commit the rest', async () => {
  const swallowed = db.transaction(async ({ sql }) => {
    await sql`select 1 / 0`.catch(() => {})
    return 'done'
  })
  await expect(swallowed).rejects.toThrow('was not committed')
  await expect(db.atOnce((sql) => sql`select 1 / 0`)).rejects.toThrow('division by zero')
})

test('reads that go together are one transaction as the actor, and what is asked later is asked in another', async () => {
  const report = "select current_setting('madoguchi.report', true) as report, now()::text as at"
  type Row = { report: string; at: string }
  const together = await db.readAtOnce(({ sql }) => Promise.all([sql.unsafe<Row[]>(report), sql.unsafe<Row[]>(report)]))
  expect(together.flat().map((row) => row.report)).toEqual(Array(2).fill('01a1fc07-1c35-79ef-a9c4-62d860725dc9'))
  expect(new Set(together.flat().map(({ at }) => at)).size).toBe(1)
  let turns = 0
  const [later] = await db.readAtOnce(async ({ sql }) => {
    turns += 1
    await sql`select 1`
    return sql<Row[]>`select current_setting('madoguchi.report', true) as report, now()::text as at`
  })
  expect([turns, later?.report]).toEqual([2, '01a1fc07-1c35-79ef-a9c4-62d860725dc9'])
  await expect(db.readAtOnce(({ sql }) => Promise.all([sql`select 1 / 0`, sql`select 1`]))).rejects.toThrow('division')
  for (let turn = 0; turn < 4; turn++) expect((await actor())[0]?.report || null).toBeNull()
})

test('more work than connections waits its turn', async () => {
  const results = await Promise.all(
    Array.from({ length: 50 }, (_, n) => db.atOnce((sql) => sql<{ n: number }[]>`select ${n}::int as n`)),
  )
  expect(results.map(([row]) => row?.n)).toEqual(Array.from({ length: 50 }, (_, n) => n))
})

test('a server that hangs is not waited for, and the next one gets a fresh connection', async () => {
  const hasty = openDatabase({ url: database.url, keyring: database.keyring, connections: 2, patience: 300 })
  const begun = performance.now()
  const works = Array.from({ length: 4 }, () => hasty.as({ kind: 'worker' }).atOnce((sql) => sql`select pg_sleep(20)`))
  const results = await Promise.allSettled(works)
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
  expect(performance.now() - begun).toBeLessThan(10_000)
  expect(await hasty.isReady()).toBe(true)
  await hasty.end()
})

test('a long work is waited for as long as it gets further, and given up where it stands still', async () => {
  const hasty = openDatabase({ url: database.url, keyring: database.keyring, connections: 1, patience: 1_000 })
  const inSteps = (told: boolean) =>
    hasty.as({ kind: 'worker' }).transaction(async (tx) => {
      for (let step = 0; step < 4; step += 1) {
        await tx.sql`select pg_sleep(0.4)`
        if (told) tx.goesOn()
      }
      return 'done'
    })
  expect(await inSteps(true)).toBe('done')
  await expect(inSteps(false)).rejects.toMatchObject({ code: 'CONNECTION_TIMEOUT' })
  await hasty.end()
})

test('whoever asks whether a hanging server is ready is told within five seconds that it is not', async () => {
  const hanging = net.createServer(() => {}).listen(0, '127.0.0.1')
  await once(hanging, 'listening')
  const { port } = hanging.address() as net.AddressInfo // listens on TCP
  const appUrl = `postgres://madoguchi_app@127.0.0.1:${port}/portal`
  const hung = openDatabase({ url: database.url, appUrl, keyring: database.keyring, connections: 1 })
  const begun = performance.now()
  expect(await hung.isReady()).toBe(false)
  expect(performance.now() - begun).toBeLessThan(5_000)
  hanging.close()
})

test('what runs after the commit cannot undo it, and its fault is heard', async () => {
  const faults: unknown[] = []
  const other = openDatabase({
    url: database.url,
    keyring: database.keyring,
    connections: 1,
    onFault: (fault) => faults.push(fault),
  })
  const result = await other.as({ kind: 'worker' }).transaction(async (tx) => {
    tx.afterCommit(() => Promise.reject(new Error('too late')))
    return 'done'
  })
  expect([result, String(faults[0])]).toEqual(['done', 'Error: too late'])
  await other.end()
})

test('a migration that fails stops the start by its name', async () => {
  const { owner, url, keyring } = database
  const ran = await owner`delete from migrations where name = '003-reports.sql' returning name, sha256`
  await expect(prepareDatabase({ url, keyring })).rejects.toThrow(
    /^migration 003-reports.sql failed: .* already exists$/,
  )
  await owner`insert into migrations ${owner(ran)}`
})

test('a migration that was changed after it ran, or that is unknown here, stops the start', async () => {
  const { owner, url, keyring } = database
  await owner`insert into migrations (name, sha256) values ('999-future.sql', 'x')`
  await expect(prepareDatabase({ url, keyring })).rejects.toThrow('999-future.sql')
  await owner`delete from migrations where name = '999-future.sql'`
  await owner`update migrations set sha256 = 'x' where name = '003-reports.sql'`
  await expect(prepareDatabase({ url, keyring })).rejects.toThrow('003-reports.sql was changed after it ran here')
})

test('a server that takes connections and says nothing is given up in time, as one that is away', async () => {
  const silent = net.createServer(() => {}).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  const url = `postgres://x:x@127.0.0.1:${port}/x`
  const hung = openDatabase({ url, appUrl: url, keyring: database.keyring, connections: 1, patience: 200 })
  const asking = [1, 2].map(() => hung.as({ kind: 'anyone' }).transaction(async ({ sql }) => sql`select 1`))
  const answers = await Promise.allSettled(asking)
  for (const answer of answers) {
    expect(answer.status === 'rejected' && refusalFor(answer.reason)).toMatchObject({ code: 'busy', status: 503 })
  }
  silent.close()
  await hung.end()
})
