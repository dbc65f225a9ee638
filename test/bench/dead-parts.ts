/**
 * `node test/bench/dead-parts.ts`: PostgreSQL hangs, and is gone; a provider of identities and an S3 store hang. What do people see, after how
 * long, and how long until all is well again? Needs a build; the portal has a PostgreSQL of its own.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { startReport } from '#app/reports/start-report.server.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Holder } from '#db/context.ts'
import { setPolicy } from '#db/people/recipient-policies.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { operator } from '#test/support/filings.ts'
import { officerNamed } from '#test/support/officers.ts'

import { startTarpit } from './evidence-servers.ts'
import { removePortal, startPortal, type Portal } from './portal.ts'
import { signIn } from './sessions.ts'

const tarpit = await startTarpit()
const hangs = `http://127.0.0.1:${tarpit.port}`
let portal: Portal
const bad: string[] = []
try {
  await tryStore()
  portal = await startPortal({ environment: { NODE_ENV: 'test', MADOGUCHI_DEMO: '1' } })
  await give(hangs)
  await check('a provider that hangs', ['/sign-in/openid/mhlw'], [302])
  const staff = await enter()
  const pages = [
    '/',
    '/desk',
    '/desk/statistics',
    '/resume',
    '/verify',
    '/about',
    '/api/v1/openapi.json',
    '/readyz',
    '/reports',
  ]

  signal('SIGSTOP')
  await check('PostgreSQL hangs', pages, [200, 302, 503], staff)
  signal('SIGCONT')
  await recovery('PostgreSQL goes on')
  signal('SIGKILL')
  await check('PostgreSQL is killed', pages, [200, 302, 404, 503], staff)
  await over()
} finally {
  tarpit.close()
}
for (const one of bad) console.log(`  ${one}`)
process.exitCode = bad.length === 0 ? 0 : 1

interface Seen {
  address: string
  status: number
  took: number
  text: string
  retryAfter: string | null
}

async function look(address: string, cookie: string): Promise<Seen> {
  const begun = performance.now()
  const headers = { Cookie: cookie, 'Accept-Language': 'en' }
  const body = address.endsWith('/files') ? upload() : address === '/reports' ? new URLSearchParams() : null
  const options: RequestInit = body ? { method: 'POST', body } : {}
  const answer = await fetch(`${portal.origin}${address}`, { ...options, headers, redirect: 'manual' })
  const text = await answer.text()
  const retryAfter = answer.headers.get('Retry-After')
  return { address, status: answer.status, took: Math.round(performance.now() - begun), text, retryAfter }
}

async function check(
  what: string,
  addresses: readonly string[],
  statuses: readonly number[],
  cookie = '',
): Promise<void> {
  const seen = await Promise.all([...addresses, ...addresses, ...addresses].map((address) => look(address, cookie)))
  for (const { address, status, took, text, retryAfter } of seen) {
    if (!statuses.includes(status)) bad.push(`${what}: ${address} answered ${status}`)
    if (took > 5_000) bad.push(`${what}: ${address} took ${took} ms`)
    if (status !== 503 || address === '/readyz') continue
    if (!retryAfter) bad.push(`${what}: ${address} does not say when to try again`)
    if (!text.includes('lang="en"') && !text.startsWith('{')) bad.push(`${what}: ${address} is in another language`)
  }
  const counts = Object.entries(Object.groupBy(seen, ({ status }) => status))
  const told = counts.map(([status, all]) => `${all?.length} × ${status}`).join(', ')
  console.log(`${what}: ${told}; the slowest took ${Math.max(...seen.map(({ took }) => took))} ms`)
}

async function recovery(what: string): Promise<void> {
  const begun = performance.now()
  for (;;) {
    const ready = await look('/readyz', '')
    const started = ready.status === 200 ? await look('/reports', '') : ready
    if (started.status === 303) break
    if (performance.now() - begun > 30_000) break
    await wait(100)
  }
  const took = Math.round(performance.now() - begun)
  if (took > 10_000) bad.push(`${what}: ready after ${took} ms`)
  console.log(`${what}: ready after ${took} ms, and takes a new report`)
}

/** The postmaster of the portal's own cluster, and all its children. */
function signal(name: NodeJS.Signals): void {
  const folder = readdirSync(path.join(portal.folder, 'pg')).find((one) => one.startsWith('cluster')) ?? ''
  const file = path.join(portal.folder, 'pg', folder, 'postmaster.pid')
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0])
  const all = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && parentOf(pid) === postmaster)
  for (const pid of [postmaster, ...all.map(Number)]) process.kill(pid, name)
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    return 0 // it ended meanwhile
  }
}

/** By itself: a demo would put files of its own there. */
async function tryStore(): Promise<void> {
  const bucket = { MADOGUCHI_S3_ENDPOINT: `${hangs}/evidence`, MADOGUCHI_S3_KEY_ID: 'x', MADOGUCHI_S3_SECRET: 'x' }
  portal = await startPortal({ environment: bucket })
  const { address, cookie } = await reporter()
  await check('a store of files that hangs', [address], [503], cookie)
  await over()
}

async function over(): Promise<void> {
  await portal.stop().catch(() => {})
  await removePortal(portal.folder)
}

/** Somebody with a report, and the page on which they attach files. */
async function reporter(): Promise<{ address: string; cookie: string }> {
  const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile), connections: 1 })
  const anyone = { kind: 'anyone' } as const
  const { id, reference } = await startReport({ db: database.as(anyone), actor: anyone, now: new Date() }, 'en')
  const holder: Holder & { reference: string } = { kind: 'holder', reportId: id, reference }
  const cookie = await signIn(database, 'report', holder)
  await database.end()
  return { address: `/reports/${reference}/files`, cookie }
}

/** A small file, as a form posts it. */
function upload(): FormData {
  const form = new FormData()
  form.set('item', 'attachments')
  form.set('file', new Blob(['x']), 'a.txt')
  return form
}

async function give(issuer: string): Promise<void> {
  const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile), connections: 1 })
  const provider = { issuer, clientId: 'x', clientSecret: 'x', acr: 'x' }
  const policy = { recipient: 'mhlw', means: ['openid' as const], provider }
  await database.as(operator).transaction((tx) => setPolicy(tx, policy, new Date()))
  await database.end()
}

async function enter(): Promise<string> {
  const body = new URLSearchParams({ person: officerNamed('ppc-hirano').officerId })
  const entered = await fetch(`${portal.origin}/demo`, { method: 'POST', body, redirect: 'manual' })
  return entered.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}
