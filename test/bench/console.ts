/**
 * `node test/bench/console.ts`: the pages of a vendor's console with few clients and with 100, each with three reports. Every
 * page is drawn for as many lines as it shows: clients that it does not show cost next to nothing. Then as many tickets as
 * `--tickets` says, and a search for the oldest by a part and by a sign, all tickets being from before pairs were kept. At last as many
 * reports of years before as `--past` says, two of nine for clients that stay unnamed, and all pages again. Needs a build.
 */
import { parseArgs } from 'node:util'
import postgres from 'postgres'

import { startReports } from '#app/console/start-vendor-report.server.ts'
import { giveMandate } from '#app/mandates/give-mandate.server.ts'
import { takeUp } from '#app/mandates/redeem-mandate.server.ts'
import { openAsOwner, openDatabase } from '#db/client.server.ts'
import type { Context, Member } from '#db/context.ts'
import { findMandateDoor } from '#db/mandates/mandates.server.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'

import { seedPast, type Past } from './console-seed.ts'
import { removePortal, startPortal } from './portal.ts'
import { signIn } from './sessions.ts'

const { values: told } = parseArgs({
  options: {
    clients: { type: 'string', default: '100' },
    tickets: { type: 'string', default: '3000' },
    past: { type: 'string', default: '35800' },
  },
})
const most = 60 // ms of the median, on the machine of docs/bench.md
const turns = 40

const portal = await startPortal({ environment: { NODE_ENV: 'test' } })
const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile) })
const now = new Date()
const until = new Date(now.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)

async function person(name: string): Promise<Context<Member>> {
  const actor = await database.as({ kind: 'worker' }).transaction(async (tx): Promise<Member> => {
    const accountId = (await insertAccount(tx, { name, mail: `${name}@console.example` }, now)) ?? ''
    const organisationId = await insertOrganisation(tx, { profile: { name }, corporateNumber: null }, now)
    await insertMembership(tx, { accountId, organisationId, role: 'administrator', now })
    return { kind: 'member', accountId, organisationId, role: 'administrator' }
  })
  return { db: database.as(actor), actor, now }
}

/** One more client, with three reports that the vendor began for it. */
async function addClient(vendor: Context<Member>, name: string): Promise<Past['mandates'][number]> {
  const client = await person(name)
  const terms = {
    reach: 'whole',
    sections: [],
    acts: ['draft', 'send'],
    approves: false,
    until,
    client: name,
    clause: 'x',
  }
  const given = await giveMandate(client, terms)
  if ('problems' in given) throw new Error('the mandate was put back')
  const door = await database.as({ kind: 'anyone' }).transaction((tx) => findMandateDoor(tx, given.number, now))
  const mandateId = door && (await takeUp(vendor, door, { label: name, vendorName: 'vendor' }))
  if (!mandateId) throw new Error('the mandate was not taken up')
  const { accountId, organisationId } = vendor.actor
  const actor = { kind: 'vendor', accountId, organisationId, mandateIds: [mandateId] } as const
  const acting = { db: database.as(actor), actor, now }
  const begun = [1, 2, 3].map((one) => ({
    mandateId,
    card: { ticket: `${name}-${one}`, label: '' },
    answers: {},
    language: 'ja' as const,
  }))
  await startReports(acting, 'vendor', begun)
  return { id: mandateId, clientId: client.actor.organisationId }
}

async function addPast({ actor }: Context<Member>, mandates: Past['mandates']): Promise<void> {
  const sql = postgres(database.url, { max: 1, onnotice: () => {} })
  const unnamed = Math.floor((Number(told.past) * 2) / 9)
  const named = Number(told.past) - unnamed
  await seedPast(database, sql, { vendorId: actor.organisationId, mandates, named, unnamed, now })
  await sql.end()
}

/** Reports about unnamed clients, each with a ticket; all but the oldest with the same signs, and none with pairs kept. */
async function addTickets({ actor }: Context<Member>): Promise<void> {
  const { accountId, organisationId } = actor
  const acting = { kind: 'vendor', accountId, organisationId, mandateIds: [] } as const
  const cards = Array.from({ length: Number(told.tickets) }, (_, made) => ({
    mandateId: null,
    card: { ticket: made === 0 ? 'Ω-0' : `T-${made}`, label: '' },
    answers: {},
    language: 'ja' as const,
  }))
  for (let from = 0; from < cards.length; from += 100) {
    const later = new Date(now.getTime() + from)
    await startReports({ db: database.as(acting), actor: acting, now: later }, 'vendor', cards.slice(from, from + 100))
  }
  const owner = openAsOwner(database.url)
  await owner`update vendor_reports set ticket_pairs = '{}'`
  await owner.end()
}

async function medianOf(path: string, cookie: string): Promise<number> {
  const times: number[] = []
  for (let turn = -5; turn < turns; turn += 1) {
    const started = performance.now()
    const answer = await fetch(`${portal.origin}${path}`, { headers: { Cookie: cookie }, redirect: 'manual' })
    await answer.text()
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    if (turn >= 0) times.push(performance.now() - started)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
}

try {
  const vendor = await person('vendor')
  const cookie = await signIn(database, 'staff', vendor.actor, vendor.actor.accountId)
  const home = `/console/${vendor.actor.organisationId}`
  const pages = [home, `${home}/clients`, `${home}/questions`, `${home}?ticket=c1`]
  const clients = Number(told.clients)
  const mandates: Past['mandates'][number][] = []
  let slow = false
  for (let made = 0; made <= clients; made += 1) {
    if (made === 5 || made === clients) {
      for (const path of pages) {
        const took = await medianOf(path, cookie)
        slow ||= took > most
        console.log(`${made} clients: ${path.replace(home, 'console')} ${took.toFixed(1)} ms`)
      }
    }
    if (made < clients) mandates.push(await addClient(vendor, `c${made}`))
  }
  await addTickets(vendor)
  for (const [how, path] of [
    ['by a part', 'Ω-0'],
    ['by one sign', 'Ω'],
  ] as const) {
    const took = await medianOf(`${home}?ticket=${encodeURIComponent(path)}`, cookie)
    console.log(`${told.tickets} tickets, one search ${how}: ${took.toFixed(1)} ms`)
  }
  await addPast(vendor, mandates)
  for (const path of [...pages, `${home}?client=technical`, `${home}?ticket=P-12345`, `${home}?ticket=P-`]) {
    const took = await medianOf(path, cookie)
    console.log(`${told.past} reports of years before: ${path.replace(home, 'console')} ${took.toFixed(1)} ms`)
  }
  process.exitCode = slow ? 1 : 0
} finally {
  await database.end()
  await portal.stop()
  await removePortal(portal.folder)
}
