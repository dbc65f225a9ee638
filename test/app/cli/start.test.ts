import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import http from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoMembers, demoOfficers, demoOperator, demoVendor } from '#app/demo/people.ts'
import { findOrphan } from '#db/cluster/postmaster.server.ts'
import { removePortal, serving, startPortal, type Portal } from '#test/bench/portal.ts'
import { commandLine } from '#test/support/command-line.ts'
import { scratchFolder } from '#test/support/scratch.ts'

/** A process of its own, with what `npm start` sets: other tests' portals live in processes that have loaded all before. */
const environment = { NODE_ENV: '', MADOGUCHI_DEMO: '1', NODE_COMPILE_CACHE: '.tmp/compiled' }
let portal: Portal

/** Left by the command that `npm start` runs beside the build. */
let prepared: { made: number; runs: boolean }

/** Tells, when asked, what of Node's own has been loaded. */
const telling = 'process.on("SIGUSR2", () => console.log(process.moduleLoadList.join()))'

beforeAll(async () => {
  const folder = scratchFolder()
  const told = { ...process.env, ...environment, MADOGUCHI_DATA_DIR: folder, MADOGUCHI_KEYS: join(folder, 'keys.json') }
  execFileSync(process.execPath, [...commandLine, 'prepare'], { env: told })
  prepared = { made: madeAt(folder), runs: existsSync(join(folder, 'pg/cluster/postmaster.pid')) }
  const nodeFlags = ['--import', `data:text/javascript,${telling}`]
  portal = await startPortal({ folder, environment: asBuilt(), nodeFlags })
})

const asBuilt = () => ({ ...environment, NODE_COMPILE_CACHE: inject('server').compiled })
const madeAt = (folder: string) => statSync(join(folder, 'pg/cluster/PG_VERSION')).mtimeMs

afterAll(async () => {
  await portal.stop()
  await removePortal(portal.folder)
})

test('the store that was prepared is used, and no server of it was left behind', () => {
  expect(prepared).toEqual({ made: madeAt(portal.folder), runs: false })
})

test('a first start after a build takes the types out of nothing', async () => {
  process.kill(portal.pid, 'SIGUSR2')
  const loaded = () => readFileSync(join(portal.folder, 'server.log'), 'utf8')
  await expect.poll(loaded).toContain('NativeModule internal/modules/typescript')
  expect(loaded()).not.toContain('amaro')
})

test('the demo draws its first pages in both languages', async () => {
  for (const path of ['/', '/resume', '/demo']) {
    for (const language of ['ja', 'en']) {
      const page = await fetch(new URL(path, portal.origin), { headers: { 'Accept-Language': language } })
      expect(page.status, path).toBe(200)
      expect(await page.text()).toContain(`<html lang="${language}"`)
    }
  }
})

test('and says where it is and how its board is opened', () => {
  const said = readFileSync(join(portal.folder, 'server.log'), 'utf8')
  expect(said).toContain(portal.origin)
  expect(said).toMatch(/reference [A-Z0-9-]+ and secret [A-Z0-9-]+/)
  for (const { name } of [...demoOfficers, demoOperator, ...demoMembers, demoVendor.person])
    expect(said).toContain(name)
})

test('whoever goes in the middle of a file leaves no fault in the log', async () => {
  const log = () => readFileSync(join(portal.folder, 'server.log'), 'utf8')
  const [, reference = '', secret = ''] = /reference ([A-Z0-9-]+) and secret ([A-Z0-9-]+)/.exec(log()) ?? []
  const opened = await fetch(`${portal.origin}/resume`, {
    method: 'POST',
    body: new URLSearchParams({ reference, secret }),
    redirect: 'manual',
  })
  const cookie = opened.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const before = filesThere()
  const upload = http.request(`${portal.origin}/reports/${reference}/files`, {
    method: 'POST',
    headers: { Cookie: cookie, 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': 9_000_000 },
  })
  upload.write(
    `${field('item')}\r\n\r\nattachments\r\n${field('file')}; filename="a.bin"\r\n\r\n${'x'.repeat(5_000_000)}`,
  )
  await expect.poll(() => filesThere()).toBeGreaterThan(before)
  upload.on('error', () => {}).destroy()
  await expect.poll(() => filesThere()).toBe(before)
  await (await fetch(`${portal.origin}/healthz`)).text()
  expect(log()).not.toMatch(/"status":5\d\d/)
})

test('while the database is away the log says so by its code, where it was and for which task', async () => {
  expect(faults()).toEqual([])
  const killed = () => {
    const server = findOrphan(join(portal.folder, 'pg/cluster'))
    if (server) process.kill(server.pid, 'SIGKILL') // again and again: it comes back sooner than each task asks for it
    return faults()
  }
  await expect.poll(killed).toContainEqual(expect.objectContaining({ task: 'outbox' }))
  for (const fault of faults()) {
    expect(fault).toMatchObject({
      code: expect.stringMatching(/^(E[A-Z]+|CONNECT\w+|57P\d\d)$/),
      at: expect.anything(),
    })
  }
  await expect.poll(() => fetch(`${portal.origin}/readyz`).then(({ status }) => status)).toBe(200)
})

test('a start that is broken off takes its database along', async () => {
  await portal.stop()
  const { folder, keysFile } = portal
  const told = { ...asBuilt(), PORT: '0', MADOGUCHI_DATA_DIR: folder, MADOGUCHI_KEYS: keysFile }
  const words = [...serving().flags, 'app/server.ts']
  const child = spawn(process.execPath, words, { env: { ...process.env, ...told }, stdio: 'ignore' })
  const runs = () => existsSync(join(folder, 'pg/cluster/postmaster.pid'))
  await expect.poll(runs, { interval: 5 }).toBe(true)
  child.kill('SIGHUP') // the terminal was closed
  expect(await once(child, 'exit')).toEqual([129, null])
  await expect.poll(runs).toBe(false)
})

const faults = () =>
  readFileSync(join(portal.folder, 'server.log'), 'utf8')
    .split('\n')
    .flatMap((line) => (line.includes('"msg":"fault"') ? (JSON.parse(line) as Record<string, unknown>) : []))
const filesThere = () => readdirSync(join(portal.folder, 'files'), { recursive: true }).length
const field = (name: string) => `--x\r\nContent-Disposition: form-data; name="${name}"`
