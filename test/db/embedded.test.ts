import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { findEmbedded, portalOf, startEmbedded, stopEmbedded } from '#db/cluster/embedded.server.ts'
import { isAlive } from '#db/cluster/postmaster.server.ts'
import { patient } from '#test/support/heap.ts'
import { scratchFolder } from '#test/support/scratch.ts'

// In a home that only its owner may enter, as root's often is.
const home = scratchFolder()
chmodSync(home, 0o700)
const folder = join(home, 'pg')

afterAll(async () => {
  await stopEmbedded(folder)
  rmSync(home, { recursive: true })
})

async function parent(at = folder): Promise<{ process: ChildProcess; url: string; pid: number }> {
  const child = spawn(process.execPath, [...patient, 'test/support/embedded-parent.ts', at], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  for await (const line of createInterface({ input: child.stdout })) return { process: child, ...JSON.parse(line) }
  throw new Error('the parent did not start')
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await new Promise((done) => child.once('exit', done))
}

async function withSql<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

describe('the embedded server', () => {
  test('survives the kill -9 of its portal, and the next portal takes over what it finds', async () => {
    let last = await parent()
    await withSql(last.url, async (sql) => {
      await sql`create table kept (n integer)`
      await sql`insert into kept values (1)`
    })
    for (let round = 0; round < 3; round++) {
      await kill(last.process)
      expect(isAlive(last.pid)).toBe(true)
      const next = await parent()
      expect([next.pid, next.url]).toEqual([last.pid, last.url])
      last = next
    }
    expect(portalOf(folder)).toBe(last.process.pid)
    expect(await withSql(last.url, (sql) => sql`select n from kept`)).toEqual([{ n: 1 }])
    await kill(last.process)
  })

  test('is taken over also when it answers late, as on a machine that stands still for a while', async () => {
    const first = await parent()
    await kill(first.process)
    process.kill(first.pid, 'SIGSTOP')
    setTimeout(() => process.kill(first.pid, 'SIGCONT'), 5_500) // longer than one try to connect
    const next = await parent()
    expect([next.pid, next.url]).toEqual([first.pid, first.url])
    await kill(next.process)
  })

  test('ends with a portal that gives up in the middle of its start', async () => {
    const { process: child, pid } = await parent()
    child.stdin?.write('a port that is taken')
    await new Promise((done) => child.once('exit', done))
    for (let look = 0; look < 100 && isAlive(pid); look += 1) await wait(50)
    expect(isAlive(pid)).toBe(false)
  })

  test('starts after both were killed, with what was committed', async () => {
    const first = await parent()
    await withSql(first.url, (sql) => sql`insert into kept values (2)`)
    await kill(first.process)
    process.kill(first.pid, 'SIGKILL')
    const server = await startEmbedded({ folder })
    expect(server.pid()).not.toBe(first.pid)
    expect(await withSql(server.url, (sql) => sql`select n from kept order by n`)).toEqual([{ n: 1 }, { n: 2 }])
    await server.stop()
    expect(isAlive(server.pid())).toBe(false)
    expect(await findEmbedded(folder)).toBeNull()
  })

  test('comes back at the same address when it alone is killed', async () => {
    const server = await startEmbedded({ folder })
    const before = server.pid()
    process.kill(before, 'SIGKILL')
    const patience = Date.now() + 10_000
    let rows: unknown = null
    while ((rows === null || server.pid() === before) && Date.now() < patience) {
      await wait(100)
      rows = await withSql(server.url, (sql) => sql`select count(*)::int as count from kept`).catch(() => null)
    }
    expect(rows).toEqual([{ count: 2 }])
    expect(server.pid()).not.toBe(before)
    await server.stop()
    expect(isAlive(server.pid())).toBe(false)
  })

  test('is joined, not stolen, while its portal lives', async () => {
    const server = await startEmbedded({ folder })
    writeFileSync(join(folder, 'parent.pid'), String(process.ppid)) // another living process
    const guest = await startEmbedded({ folder })
    expect(guest.url).toBe(server.url)
    await guest.stop()
    expect(isAlive(server.pid())).toBe(true)
    await server.stop()
  })

  test('is brought back at its address by a portal that joined, when a command that owned it ends', async () => {
    const command = await parent()
    const portal = await startEmbedded({ folder })
    expect(portal.url).toBe(command.url)
    command.process.stdin?.write('done')
    await new Promise((done) => command.process.once('exit', done))
    const patience = Date.now() + 10_000
    while (portal.pid() === command.pid && Date.now() < patience) await wait(50)
    expect(await withSql(portal.url, (sql) => sql`select count(*)::int as count from kept`)).toEqual([{ count: 2 }])
    expect(portalOf(folder)).toBe(process.pid)
    await portal.stop()
    expect(isAlive(portal.pid())).toBe(false)
  })

  test('does not believe a stale pid file that names somebody else', async () => {
    const stale = [process.pid, '/nowhere', 0, 5432, '', '127.0.0.1', ''].join('\n')
    const pidFile = join(folder, 'cluster', 'postmaster.pid')
    writeFileSync(pidFile, stale)
    chmodSync(pidFile, 0o644) // the server may be another user, and whoever runs this may close their files to others
    const server = await startEmbedded({ folder })
    expect(server.pid()).not.toBe(process.pid)
    await server.stop()
  })

  test('keeps its data durable, listens on the loopback only and asks for a password', async () => {
    const server = await startEmbedded({ folder })
    const [settings] = await withSql(
      server.url,
      (sql) => sql`
      select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
        current_setting('data_checksums') as checksums, current_setting('listen_addresses') as listens,
        current_setting('log_statement') as log, current_setting('server_encoding') as encoding`,
    )
    expect(settings).toEqual({
      fsync: 'on',
      commit: 'on',
      checksums: 'on',
      listens: '127.0.0.1',
      log: 'none',
      encoding: 'UTF8',
    })
    expect(statSync(join(folder, 'password')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'cluster')).mode & 0o777).toBe(0o700)
    const guessed = server.url.replace(readFileSync(join(folder, 'password'), 'utf8').trim(), 'postgres')
    await expect(withSql(guessed, (sql) => sql`select 1`)).rejects.toThrow('password authentication failed')
    await server.stop()
  })

  test('has a shorter way for the portal itself, which asks for the password as well', async () => {
    const server = await startEmbedded({ folder })
    expect(server.socket !== null).toBe(process.platform === 'linux')
    if (server.socket) {
      const way = { max: 1, path: server.socket, onnotice: () => {} }
      const [inside, guest] = [postgres(server.url, way), postgres(server.url, { ...way, password: 'postgres' })]
      expect(await inside`select inet_server_addr() as address`).toEqual([{ address: null }])
      await expect(guest`select 1`).rejects.toThrow('password authentication failed')
      await Promise.all([inside.end(), guest.end()])
    }
    await server.stop()
  })

  test('may stop at the moment when the queue lets go of its connections, and nobody dies of it', async () => {
    const child = spawn(process.execPath, [...patient, 'test/support/stopping-queue.ts', folder], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const said = (await child.stdout.toArray()).join('')
    expect(said).toBe('lives\n')
  })

  test('is made once by two that find nothing at the same moment, also after a start was cut off', async () => {
    const [first, dead] = [join(home, 'first'), 4_194_304]
    mkdirSync(first)
    writeFileSync(join(first, 'making.pid'), String(dead))
    const both = await Promise.all([parent(first), parent(first)])
    expect(new Set(both.map(({ pid }) => pid)).size).toBe(1)
    for (const { url } of both) expect(await withSql(url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
    for (const { process: child } of both) await kill(child)
    await stopEmbedded(first)
  })

  test('leaves nothing half-made when the first start is cut off', async () => {
    const other = join(home, 'other')
    mkdirSync(join(other, 'cluster.partial'), { recursive: true })
    writeFileSync(join(other, 'cluster.partial', 'PG_VERSION'), '18\n')
    const server = await startEmbedded({ folder: other })
    expect(await withSql(server.url, (sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
    await server.stop()
  })

  test('that does not start says why, and nothing of what earlier ones said', async () => {
    const other = join(home, 'other')
    chmodSync(join(other, 'cluster'), 0o755)
    await expect(startEmbedded({ folder: other })).rejects.toThrow(
      /^PostgreSQL did not start: FATAL: {2}data directory "\S+" has invalid permissions$/,
    )
    chmodSync(join(other, 'cluster'), 0o700)
    writeFileSync(join(other, 'cluster', 'PG_VERSION'), '17\n')
    await expect(startEmbedded({ folder: other })).rejects.toThrow(/made by PostgreSQL 17, and this one is 18: /)
  })
})
