/**
 * Two portals side by side, each with a database of its own: one whose history ends after the last days, one with all of
 * it. The smaller is a copy of the larger, taken before the history below was seeded, so both show the same rows.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { chooseColumns, saveView } from '#app/case-files/queue/views.server.ts'
import type { Database } from '#db/client.server.ts'
import { stopEmbedded } from '#db/cluster/embedded.server.ts'
import type { Officer } from '#db/context.ts'
import { insertOfficer } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { keptColumns, keptViews } from './desk-lines.ts'
import { measured, measuredTeam, seedDesk } from './desk-seed.ts'
import { openStore } from './filings.ts'
import { removePortal, startPortal, temporaryFolder, type Portal } from './portal.ts'
import { signIn } from './sessions.ts'

/** Deliveries of all bodies. */
export interface WorldSize {
  small: number
  large: number
}

export interface DeskSide {
  portal: Portal
  store: Database
  cookie: string
}

export interface DeskWorld {
  small: DeskSide
  large: DeskSide
  end(): Promise<void>
}

interface Kept extends WorldSize {
  officer: Officer
}

const years = 5 * 365 * 86_400_000

/** Seeded into `keep` when nothing is there yet, and left there; without it the world is gone at its end. */
export async function openDeskWorld(size: WorldSize, keep?: string): Promise<DeskWorld> {
  const folder = keep ? path.resolve(keep) : temporaryFolder()
  const note = path.join(folder, 'desk.json')
  if (!existsSync(note)) writeFileSync(note, JSON.stringify(await seedWorld(folder, size)))
  const { officer, small, large } = JSON.parse(readFileSync(note, 'utf8')) as Kept // written by the line above
  if (small !== size.small || large !== size.large)
    throw new Error(`${folder} holds ${small} and ${large} deliveries: remove it, or keep these elsewhere`)
  const sides = [
    await openSide(path.join(folder, 'small'), officer),
    await openSide(path.join(folder, 'large'), officer),
  ]
  const [one, other] = sides as [DeskSide, DeskSide]
  const end = async () => {
    for (const { store, portal } of sides) {
      await store.end()
      await portal.stop()
      if (keep) await stopEmbedded(path.join(portal.folder, 'pg'))
      else await removePortal(portal.folder)
    }
    if (!keep) await removePortal(folder)
  }
  return { small: one, large: other, end }
}

async function openSide(folder: string, officer: Officer): Promise<DeskSide> {
  const portal = await startPortal({ folder })
  const store = openStore(portal)
  return { portal, store, cookie: await signIn(store, 'staff', officer) }
}

async function seedWorld(folder: string, { small, large }: WorldSize): Promise<Kept> {
  const [one, other] = [path.join(folder, 'small'), path.join(folder, 'large')]
  mkdirSync(other, { recursive: true })
  const [now, officers] = [new Date(), newOfficers()]
  const [officer] = officers
  if (!officer) throw new Error('nobody sits at the desk')
  const recent = new Date(now.getTime() - (years * small) / large)
  await seeding(other, async (store, sql) => {
    await arrange(store, officers, now)
    await sql`insert into teams (id, recipient, name, made_at) values (${measuredTeam}, ${measured}, '計測班', ${now})`
    await sql`insert into team_members (team_id, officer_id, recipient, since)
      values (${measuredTeam}, ${officer.officerId}, ${measured}, ${now})`
    await timed(small, () => seedDesk(store, sql, officers, { deliveries: small, from: recent, to: now }))
  })
  execFileSync('cp', ['-a', other, one]) // with its owner, who may be another than ours
  const from = new Date(now.getTime() - years)
  await seeding(other, (store, sql) =>
    timed(large, () => seedDesk(store, sql, officers, { deliveries: large - small, from, to: recent })),
  )
  return { officer, small, large }
}

async function seeding(folder: string, work: (store: Database, sql: postgres.Sql) => Promise<void>): Promise<void> {
  const portal = await startPortal({ folder })
  const store = openStore(portal)
  const sql = postgres(portal.databaseUrl, { max: 1, onnotice: () => {} })
  try {
    await work(store, sql)
  } finally {
    await Promise.all([store.end(), sql.end()])
    await portal.stop()
    await stopEmbedded(path.join(folder, 'pg')) // whole on the disk before it is copied
  }
}

const newOfficers = () =>
  Array.from({ length: 12 }, (_, at): Officer => {
    const name = `計測 ${at + 1}`
    return { kind: 'officer', officerId: newId(), name, recipient: measured, prefecture: null, role: 'officer' }
  })

/** People, views and columns as a busy desk has them. */
async function arrange(store: Database, officers: readonly Officer[], now: Date): Promise<void> {
  await store.as({ kind: 'operator', operatorId: newId() }).transaction(async (tx) => {
    for (const officer of officers) await insertOfficer(tx, officer, now)
  })
  const [actor] = officers
  if (!actor) return
  const context = { db: store.as(actor), actor, now }
  for (const [name, query] of Object.entries(keptViews)) await saveView(context, { name, query, shared: true })
  await chooseColumns(context, keptColumns)
}

async function timed(deliveries: number, work: () => Promise<void>): Promise<void> {
  const begun = performance.now()
  await work()
  process.stderr.write(`seeding ${deliveries} deliveries: ${((performance.now() - begun) / 1000).toFixed(0)} s … `)
}
