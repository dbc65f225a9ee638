import { describe, expect, test } from 'vitest'
import type { Actor, Vendor } from '#db/context.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { listPlaces, type PlacedReport, type ReportPlace, type Within } from '#db/vendors/vendor-places.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { monday } from '#test/support/filings.ts'

const database = await testDatabase()
const { owner } = database
const sealed = Buffer.from('sealed')
const hour = (at: number) => new Date(monday.getTime() + at * 3_600_000)

interface Given {
  id: string
  client: string | null
  report: string | null
  whole: boolean
  at: number
}
interface Begun {
  id: string
  client: string | null
  unnamed: boolean
  at: number
}

async function organisation(): Promise<string> {
  const id = newId()
  await owner`insert into organisations (id, profile, created_at, changed_at) values (${id}, ${sealed}, ${monday}, ${monday})`
  return id
}

const [vendor, otherVendor, ...clients] = [
  await organisation(),
  await organisation(),
  await organisation(),
  await organisation(),
  await organisation(),
]

async function begin(client: string | null, at: number, by: string | null = null): Promise<Begun> {
  const id = newId()
  await owner`
    insert into reports (id, reference, secret_hash, language, edition, organisation_id, started_at)
    values (${id}, ${id}, 'x', 'ja', '2026-10', ${client}, ${hour(at)})`
  if (by) {
    await owner`
      insert into vendor_reports (vendor_id, report_id, content, added_at) values (${by}, ${id}, ${sealed}, ${hour(at)})`
  }
  return { id, client, unnamed: by === vendor, at }
}

async function give(given: Omit<Given, 'id'>, to = vendor, revoked = false): Promise<Given> {
  const id = newId()
  await owner`
    insert into mandates (id, client_id, report_id, vendor_id, number, sections, acts, approves, content, valid_from, redeemed_at, revoked_at)
    values (${id}, ${given.client}, ${given.report}, ${to}, ${id}, ${given.whole ? null : ['cause']}, '{draft}', false,
      ${sealed}, ${hour(given.at)}, ${hour(given.at)}, ${revoked ? hour(given.at) : null})`
  return { id, ...given }
}

const [one, two, three] = clients as [string, string, string]
const reports: Begun[] = []
for (const at of [1, 2, 3, 3, 3, 5, 8]) reports.push(await begin(one, at)) // begun at once by a table
for (const at of [2, 3, 6, 6]) reports.push(await begin(two, at))
for (const at of [1, 4, 7]) reports.push(await begin(three, at))
for (const at of [3, 3, 6, 9]) reports.push(await begin(null, at, vendor))
const guests = [await begin(null, 2), await begin(null, 7)] as const
const hidden = [await begin(null, 4), await begin(null, 4, otherVendor), await begin(await organisation(), 4)]
reports.push(...guests)
const ofTwo = reports.find(({ client, at }) => client === two && at === 3)?.id ?? ''
const given = [
  await give({ client: one, report: null, whole: false, at: 0 }),
  await give({ client: one, report: null, whole: true, at: 3 }),
  await give({ client: one, report: null, whole: true, at: 6 }),
  await give({ client: two, report: null, whole: false, at: 4 }),
  await give({ client: two, report: ofTwo, whole: true, at: 6 }),
  await give({ client: null, report: guests[0].id, whole: true, at: 6 }),
  await give({ client: null, report: guests[1].id, whole: false, at: 3 }),
  await give({ client: three, report: null, whole: true, at: 9 }),
]
const notHeld = [
  await give({ client: null, report: hidden[0]?.id ?? '', whole: true, at: 1 }, vendor, true),
  await give({ client: hidden[2]?.client ?? '', report: null, whole: true, at: 1 }, otherVendor),
]
const acting = (mandateIds: string[], organisationId = vendor): Vendor => ({
  kind: 'vendor',
  accountId: newId(),
  organisationId,
  mandateIds,
})
const held = acting([...given, ...notHeld].map(({ id }) => id))

/** Worked out the long way: of all that covers a report the one for the whole form, then the older one. */
function expected({ mandateId = null, technical = false }: Partial<Within>): [string, string | null, number][] {
  const counted = technical ? [] : given.filter(({ id }) => mandateId === null || id === mandateId)
  const lines = reports.flatMap((report) => {
    const covering = counted.filter((m) => m.report === report.id || (!m.report && m.client === report.client))
    const best = covering.toSorted((a, b) => Number(b.whole) - Number(a.whole) || (a.id < b.id ? -1 : 1))[0]
    if (!best && !(report.unnamed && mandateId === null)) return []
    return [{ ...report, mandate: best?.id ?? null, came: Math.max(report.at, best?.at ?? 0) }]
  })
  return lines
    .toSorted((a, b) => b.came - a.came || b.at - a.at || (a.id < b.id ? 1 : -1))
    .map(({ id, mandate, came }) => [id, mandate, came])
}

async function paged(asked: Partial<Within>, limit: number, ids: readonly string[] | null = null) {
  const seen: PlacedReport[] = []
  let after: ReportPlace | null = null
  do {
    const page: PlacedReport[] = await database
      .as(held)
      .transaction((tx) => listPlaces(tx, vendor, { ...asked, after, limit, ids }))
    seen.push(...page)
    after = page.length === limit ? (page.at(-1) ?? null) : null
  } while (after)
  return seen.map(({ reportId, mandateId, at }) => [reportId, mandateId, (at.getTime() - monday.getTime()) / 3_600_000])
}

describe('a report stands in a vendor’s console', () => {
  const every = [...reports, ...hidden].map(({ id }) => id)

  test.for([1, 2, 3, 7, 100])('once, in its order and under the best mandate, on pages of %i', async (limit) => {
    expect(expected({})).toHaveLength(reports.length)
    expect(await paged({}, limit)).toEqual(expected({}))
    expect(await paged({}, limit, every)).toEqual(expected({}))
  })

  test('under one mandate, or begun for nobody named, these alone', async () => {
    for (const asked of [...given.map(({ id }) => ({ mandateId: id })), { technical: true }]) {
      expect(await paged(asked, 2)).toEqual(expected(asked))
      expect(await paged(asked, 2, every)).toEqual(expected(asked))
    }
  })
})

describe('what a vendor began for a client that stays unnamed', () => {
  const own = reports.find(({ unnamed }) => unnamed)?.id ?? ''
  const seen = (actor: Actor) =>
    database
      .as(actor)
      .transaction(({ sql }) => sql<{ id: string }[]>`select id from reports where id = ${own}`)
      .then((rows) => rows.length)
  const member = { kind: 'member', accountId: newId(), organisationId: vendor, role: 'administrator' } as const

  test('is seen by that vendor alone, with or without mandates', async () => {
    expect(await seen(acting([]))).toBe(1)
    const others: Actor[] = [acting(held.mandateIds as string[], otherVendor), member, { kind: 'worker' }]
    for (const actor of others) expect(await seen(actor)).toBe(0)
    const all = await database.as(acting([])).transaction(({ sql }) => sql<{ id: string }[]>`select id from reports`)
    expect(all.map(({ id }) => id).toSorted()).toEqual(
      reports.flatMap(({ id, unnamed }) => (unnamed ? id : [])).toSorted(),
    )
  })

  test('is said by the card alone: nobody writes it, and nobody takes it over', async () => {
    const refused = expect.objectContaining({ code: '42501' })
    const tell = (actor: Actor, by: string) =>
      database.as(actor).transaction(
        ({ sql }) => sql`
          insert into reports (id, reference, secret_hash, language, edition, organisation_id, started_at, begun_by)
          values (${newId()}, ${newId()}, 'x', 'ja', '2026-10', ${actor.kind === 'member' ? actor.organisationId : null}, ${monday}, ${by})`,
      )
    await expect(tell(member, otherVendor)).rejects.toEqual(refused)
    await expect(tell({ kind: 'anyone' }, vendor)).rejects.toEqual(refused)
    const change = database
      .as(acting([]))
      .transaction(({ sql }) => sql`update reports set begun_by = ${otherVendor} where id = ${own}`)
    await expect(change).rejects.toEqual(refused)
    const second = database.as({ kind: 'holder', reportId: own }).transaction(
      ({ sql }) => sql`
        insert into vendor_reports (vendor_id, report_id, content, added_at) values (${otherVendor}, ${own}, ${sealed}, ${monday})`,
    )
    await expect(second).rejects.toMatchObject({ constraint_name: 'vendor_reports_begun_once' })
  })
})

test('what works over all clients of a vendor says nothing to anybody else', async () => {
  const ids = held.mandateIds as string[]
  const whoever: Actor[] = [
    { kind: 'member', accountId: newId(), organisationId: vendor, role: 'administrator' },
    { kind: 'holder', reportId: reports[0]?.id ?? '' },
    { kind: 'machine', clientId: 'x', recipient: null, organisationId: vendor },
    { kind: 'worker' },
    { kind: 'anyone' },
    acting(ids, one),
  ]
  const everything = [
    `select * from vendor_places(null, false, 'infinity', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 100)`,
    `select * from vendor_questions('infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 100)`,
    `select * from vendor_clocks(100)`,
    `select * from vendor_hits(null, '{}', 100)`,
    `select * from vendor_counts('{${ids.join(',')}}')`,
  ]
  for (const statement of everything) {
    for (const actor of whoever) {
      const rows = await database.as(actor).transaction(({ sql }) => sql.unsafe(statement))
      expect([actor.kind, statement, rows.length]).toEqual([actor.kind, statement, 0])
    }
  }
  const counts = await database.as(held).transaction(({ sql }) => sql.unsafe(everything[4] ?? ''))
  expect(new Map(counts.map(({ mandateId, reports: many }) => [mandateId, many]))).toEqual(
    new Map(
      given.map(({ id, client, report }) => [id, report ? 1 : reports.filter((r) => r.client === client).length]),
    ),
  )
})
