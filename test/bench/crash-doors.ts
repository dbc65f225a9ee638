/** The two ways a report comes in, as the crash story sends it: the preview's button, and a program under its key. */
import { randomUUID } from 'node:crypto'
import { filingActs } from '#app/programs/acts.ts'
import type { Database } from '#db/client.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { currentEdition } from '#forms/edition.ts'
import { newProgram } from '#test/support/programs.ts'
import { readCases } from './cases.ts'
import { openStore, prepareFilings } from './filings.ts'
import { ask, type Answered, type Ask } from './load.ts'
import type { Portal } from './portal.ts'
import { isSent, previewOf } from './submit.ts'

/** A submission that is ready to be sent. */
export interface Ready {
  reportId: string
  ask: Ask
  isSent(answered: Answered): boolean
  /** How many deliveries of it the reporter's side is shown. */
  deliveriesShown(portal: Portal): Promise<number>
}

export type CrashDoor = 'form' | 'api'

const answers = readCases().find(({ id }) => id === 'dev-014')?.answers ?? {}
const addresses = /\/deliveries\/[0-9a-f-]{36}/g

export async function readyAt(door: CrashDoor, portal: Portal, count: number): Promise<Ready[]> {
  const store = openStore(portal)
  return (door === 'form' ? byForm(store, portal, count) : byProgram(store, portal, count)).finally(() => store.end())
}

async function byForm(store: Database, portal: Portal, count: number): Promise<Ready[]> {
  const ready: Ready[] = []
  for (const filing of await prepareFilings(store, answers, count)) {
    ready.push({
      reportId: filing.id,
      ask: await previewOf(portal, filing),
      isSent,
      deliveriesShown: async ({ origin }) => {
        const path = `/reports/${filing.reference}/receipt/1`
        const { status, body } = await ask(origin, { method: 'GET', path, headers: { Cookie: filing.cookie } })
        return status === 200 ? new Set(body.toString().match(addresses)).size : 0
      },
    })
  }
  return ready
}

/** An organisation's own program, whose limit is lifted. */
async function byProgram(store: Database, portal: Portal, count: number): Promise<Ready[]> {
  const profile = { profile: { name: '架空商事' }, corporateNumber: null }
  const organisationId = await store
    .as({ kind: 'worker' })
    .transaction((tx) => insertOrganisation(tx, profile, new Date()))
  const { key } = await newProgram(store, { organisationId, acts: filingActs }, { perMinute: 1_000_000 })
  const own = Object.fromEntries(Object.entries(answers).filter(([item]) => !currentEdition.items.get(item)?.given))
  const body = JSON.stringify({ answers: own })
  const ready: Ready[] = []
  while (ready.length < count) {
    const several = Array.from({ length: Math.min(4, count - ready.length) }, () => draftOf(store, portal, key, body))
    ready.push(...(await Promise.all(several)))
  }
  return ready
}

async function draftOf(store: Database, { origin }: Portal, key: string, body: string): Promise<Ready> {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' }
  const fresh = { ...headers, 'Idempotency-Key': randomUUID() }
  const made = await ask(origin, { method: 'POST', path: '/api/v1/reports', headers: fresh, body })
  if (made.status !== 201) throw new Error(`a draft was answered ${made.status}: ${made.body.toString().slice(0, 300)}`)
  const { reference } = JSON.parse(made.body.toString()) as { reference: string } // ours
  const [report] = await store.bare((sql) => sql<{ id: string }[]>`select id from report_door(${reference})`)
  const path = `/api/v1/reports/${reference}`
  const once = { ...headers, 'Idempotency-Key': randomUUID(), 'If-Match': made.headers.etag ?? '' }
  return {
    reportId: report?.id ?? '',
    ask: { method: 'POST', path: `${path}/submissions`, headers: once },
    isSent: ({ status }) => status === 201 || status === 200,
    deliveriesShown: async (portal) => {
      const board = await ask(portal.origin, { method: 'GET', path: `${path}/board`, headers })
      if (board.status !== 200) return 0
      const { revisions } = JSON.parse(board.body.toString()) as { revisions: { deliveries: unknown[] }[] } // ours
      return revisions[0]?.deliveries.length ?? 0
    },
  }
}
