/**
 * `node test/bench/doors.ts`: at every door where something is named, what exists (with a wrong secret, or of somebody
 * else) and what does not get the same answer in the same time. test/bench/sign-in.ts does it for keys. Needs a build.
 */
import { giveMandate } from '#app/mandates/give-mandate.server.ts'
import { startReport } from '#app/reports/start-report.server.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Holder, Member } from '#db/context.ts'
import { insertMembership } from '#db/organisations/memberships.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { findReportDoor } from '#db/reports/reports.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { newCallCode, newId, newReference, newSecret } from '#db/sealing/secrets.server.ts'

import { behindLinks, claims, fromElsewhere, wayBack, type Door } from './door-links.ts'
import { removePortal, startPortal } from './portal.ts'
import { signIn } from './sessions.ts'

const turns = 60
const mostApart = 1.15 // times, of the quickest: what else runs makes single turns slower, never faster …
const noise = 1 // … or so many ms

// With a mail server: without one the demo shows what a mail would say, which nobody sees elsewhere.
const environment = {
  NODE_ENV: 'test',
  MADOGUCHI_DEMO: '1',
  MADOGUCHI_TRUST_PROXY: '1',
  SMTP_URL: 'smtp://127.0.0.1:9',
}
const portal = await startPortal({ environment })
const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile) })
const now = new Date()

/** Somebody with an account, who administers an organisation of their own. */
async function person(name: string): Promise<Member & { mail: string }> {
  return database.as({ kind: 'worker' }).transaction(async (tx) => {
    const mail = `${name}@doors.example`
    const accountId = (await insertAccount(tx, { name, mail }, now)) ?? ''
    const organisationId = await insertOrganisation(tx, { profile: { name }, corporateNumber: null }, now)
    await insertMembership(tx, { accountId, organisationId, role: 'administrator', now })
    return { kind: 'member', accountId, organisationId, role: 'administrator', mail }
  })
}

const pair = (path: string, named: string, there: string, typed: Record<string, string>, by?: string) => {
  const door = (value: string): Door => ({
    path,
    fields: { ...typed, [named]: value },
    ...(by ? { cookie: by } : {}),
  })
  return [door(there), door(newReference())] as const
}

/** Of each door: something that is there, and something that is not. */
async function doors(): Promise<Record<string, readonly [Door, Door]>> {
  const [one, stranger] = [await person('one'), await person('stranger')]
  const anyone = { db: database.as({ kind: 'anyone' }), actor: { kind: 'anyone' } as const, now }
  const { reference } = await startReport(anyone, 'ja')
  const reportId = (await anyone.db.transaction((tx) => findReportDoor(tx, reference)))?.id ?? ''
  const holder: Holder = { kind: 'holder', reportId }
  const until = new Date(now.getTime() + 30 * 86_400_000).toISOString().slice(0, 10)
  const terms = { reach: 'whole', sections: [], acts: ['draft'], approves: true, until, client: '', clause: 'x' }
  const given = await giveMandate({ db: database.as(holder), actor: holder, now }, terms)
  const number = 'number' in given ? given.number : ''
  const comeIn = () => signIn(database, 'staff', stranger, stranger.accountId) // one session posts so much in a minute
  const cookie = await comeIn()
  const seen = (path: (name: string) => string, there: string, other: string) =>
    [
      { path: path(there), cookie },
      { path: path(other), cookie },
    ] as const
  const mail = { path: '/account/lost', named: 'mail' }
  return {
    'opening a report': pair('/resume', 'reference', reference, { secret: newSecret() }),
    'taking over a dictated report': pair('/takeover', 'reference', reference, { code: newCallCode() }),
    'taking a report into an account': pair(
      '/account/take-over',
      'reference',
      reference,
      { secret: newSecret() },
      await comeIn(),
    ),
    'taking up a mandate': pair(
      `/console/${stranger.organisationId}/clients`,
      'number',
      number,
      { code: newCallCode(), label: '' },
      await comeIn(),
    ),
    'a lost way in': [
      { path: mail.path, fields: { mail: one.mail } },
      { path: mail.path, fields: { mail: 'two@doors.example' } },
    ],
    'a new account': [
      { path: '/account/new', fields: { name: 'x', mail: one.mail } },
      { path: '/account/new', fields: { name: 'x', mail: 'two@doors.example' } },
    ],
    'a report of others': seen((name) => `/reports/${name}`, reference, newReference()),
    'a report of others in the console': seen((name) => `/console/reports/${name}`, reference, newReference()),
    'an organisation of others': seen((name) => `/organisations/${name}`, one.organisationId, newId()),
    ...(await behindLinks(database, { inviter: one, cookie: await comeIn(), now })),
    ...(await claims(database, { verified: one, claimant: stranger, cookie: await comeIn(), now })),
    ...(await wayBack(portal, database, { others: one, cookie: await comeIn(), now })),
  }
}

async function ask(door: Door) {
  const { path, cookie, fields } = { ...door, ...(await door.prepare?.()) }
  await database.as({ kind: 'anyone' }).transaction((tx) => tx.sql`delete from attempts`)
  const started = performance.now()
  const body = fields ? { method: 'POST', body: new URLSearchParams(fields) } : {}
  const headers: Record<string, string> = { ...(cookie ? { Cookie: cookie } : {}), ...fromElsewhere() }
  const answer = await fetch(`${portal.origin}${path}`, { ...body, headers, redirect: 'manual' })
  if (answer.status === 429) throw new Error(`too many at ${path}: nothing was measured`)
  let page = await answer.text()
  const took = performance.now() - started
  for (const typed of [...Object.values(fields ?? {}), ...path.split('/')].filter((one) => one.length > 6)) {
    page = page.replaceAll(typed, '')
  }
  const next = (answer.headers.get('Location') ?? '').replaceAll(/[\w-]{20,}/g, '')
  return { took, told: `${answer.status} ${next} ${page.replaceAll(/nonce="[^"]+"|confirm\/[\w-]+/g, '')}` }
}

try {
  let differ = 0
  for (const [what, sides] of Object.entries(await doors())) {
    const times: [number[], number[]] = [[], []]
    const told = [new Set<string>(), new Set<string>()]
    for (let turn = -5; turn < turns; turn += 1) {
      for (const side of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
        const { took, told: said } = await ask(sides[side])
        if (turn >= 0) times[side].push(took)
        told[side]?.add(said)
      }
    }
    const [there, not] = times.map((all) => Math.min(...all))
    const [low = 0, high = 0] = [there ?? 0, not ?? 0].toSorted((a, b) => a - b)
    const same = told[0]?.symmetricDifference(told[1] ?? new Set()).size === 0
    const isFine = same && (high / low <= mostApart || high - low <= noise)
    if (!isFine) differ += 1
    const words = same ? 'the same answer' : 'ANOTHER ANSWER'
    console.log(`${isFine ? 'ok ' : 'BAD'} ${what}: there ${there?.toFixed(1)} ms, not ${not?.toFixed(1)} ms, ${words}`)
    if (!same) for (const all of told) console.log([...all].map((one) => one.slice(0, 300)))
  }
  process.exitCode = differ === 0 ? 0 : 1
} finally {
  await database.end()
  await portal.stop()
  await removePortal(portal.folder)
}
