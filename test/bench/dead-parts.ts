/**
 * `node test/bench/dead-parts.ts`: PostgreSQL hangs, and is gone; a provider of identities hangs. What do people see, after how
 * long, and how long until all is well again? Needs a build; the portal has a PostgreSQL of its own.
 */
import { readdirSync, readFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

import { openDatabase } from '#db/client.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { setPolicy } from '#db/recipient-policies.server.ts'
import { operator } from '#test/support/filings.ts'
import { officerNamed } from '#test/support/officers.ts'

import { removePortal, startPortal } from './portal.ts'

const portal = await startPortal({ environment: { NODE_ENV: 'test', MADOGUCHI_DEMO: '1' } })
const tarpit = net.createServer(() => {}).listen(0, '127.0.0.1') // takes connections and says nothing
const bad: string[] = []
try {
  await give(await providerThatHangs())
  await check('a provider that hangs', ['/sign-in/openid/mhlw'], [302])
  const staff = await enter()
  const pages = ['/', '/desk', '/desk/statistics', '/resume', '/verify', '/api/v1/openapi.json', '/readyz', '/reports']

  signal('SIGSTOP')
  await check('PostgreSQL hangs', pages, [200, 302, 503], staff)
  signal('SIGCONT')
  await recovery('PostgreSQL goes on')
  signal('SIGKILL')
  await check('PostgreSQL is killed', pages, [200, 302, 404, 503], staff)
} finally {
  tarpit.close()
  await portal.stop().catch(() => {})
  await removePortal(portal.folder)
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
  const options: RequestInit = address === '/reports' ? { method: 'POST', body: new URLSearchParams() } : {}
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

async function providerThatHangs(): Promise<string> {
  if (!tarpit.listening) await new Promise((resolve) => tarpit.once('listening', resolve))
  return `http://127.0.0.1:${(tarpit.address() as AddressInfo).port}` // a TCP server has a port
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
