/** How much anybody may put on the disk; a real disk, a real database. */
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { rmSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { beginFile, type Begun } from '#app/files/begin-file.server.ts'
import { openShelf, type Shelf } from '#app/files/shelf.server.ts'
import { sweepFiles } from '#app/files/sweep.server.ts'
import { evidenceFindings } from '#app/doctor/evidence-checks.ts'
import { addEvidence } from '#app/mandates/evidence.server.ts'
import type { Context, Filer, FilingMember, Worker } from '#db/context.ts'
import { deleteFile } from '#db/files/files.server.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import { later, newReport, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'
import { scratchFolder } from '#test/support/scratch.ts'

const database = await testDatabase()
const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))
const mebibyte = 1024 * 1024
const told: string[] = []

const shelfWith = (limits: Partial<Shelf['limits']>): Shelf =>
  openShelf(
    {
      filesDir: path.join(folder, 'files'),
      bucket: null,
      fileLimits: { ...readConfig({}).fileLimits, reserve: 1, ...limits },
      clamd: null,
    },
    { onFull: (problem) => told.push(problem) },
  )
const shelf = shelfWith({ network: 10 * mebibyte, unverified: 25 * mebibyte })

/** In mebibytes. */
function begin(context: Context<Filer>, size: number, network: string | null, on = shelf): Promise<Begun> {
  const bytes = size * mebibyte
  const fingerprint = `${network} ${size} ${Math.random()}`
  return beginFile(context, on, { item: 'ioc-log', lane: 'plain', name: 'a.bin', bytes, fingerprint, network })
}
const worker = (hours: number): Context<Worker> => {
  const actor = { kind: 'worker' } as const
  return { db: database.as(actor), actor, now: later(hours) }
}
const nobody = () => database.owner`delete from files`

/** A report of an organisation of that name, verified as that corporation, as its administrator sees it. */
async function reportOf(name: string, corporateNumber: string | null): Promise<Context<FilingMember>> {
  const { actor } = await personOf(database, name)
  const { actor: holder } = await newReport(database)
  if (corporateNumber)
    await database.owner`update organisations set verified_at = ${night}, verified_way = 'operator',
      corporate_number = ${corporateNumber} where id = ${actor.organisationId}`
  await database.owner`update reports set organisation_id = ${actor.organisationId} where id = ${holder.reportId}`
  const filing = { ...actor, reportId: holder.reportId }
  return { db: database.as(filing), actor: filing, now: night }
}

describe('of those whom no verified organisation stands behind', async () => {
  const [one, two] = [await newReport(database), await newReport(database)]

  test('a network has so much a day, over all its reports', async () => {
    await begin(one, 6, 'a')
    await begin(two, 4, 'a')
    expect(await begin(two, 1, 'a')).toEqual({ problem: 'networkFull' })
    expect(told.at(-1)).toBe('networkFull')
    expect(await begin(two, 4, 'b')).toHaveProperty('id')
    expect(await begin({ ...two, now: later(24.1) }, 1, 'a')).toHaveProperty('id')
    await nobody()
  })

  test('what was taken out again leaves its room, and the smallest file counts as one of a mebibyte', async () => {
    const begun = await begin(one, 10, 'a')
    await one.db.transaction((tx) => deleteFile(tx, 'id' in begun ? begun.id : ''))
    for (let file = 0; file < 10; file++) expect(await begin(one, 1 / mebibyte, 'a')).toHaveProperty('id')
    expect(await begin(one, 1 / mebibyte, 'a')).toEqual({ problem: 'networkFull' })
    await nobody()
  })

  test('all together have so much, however many begin at once; verified organisations go on', async () => {
    const many = await Promise.all(Array.from({ length: 20 }, () => newReport(database)))
    const answers = await Promise.all(many.map((report, number) => begin(report, 4, `network ${number}`)))
    expect(answers.filter((answer) => 'id' in answer)).toHaveLength(6)
    expect(await begin(one, 4, 'z')).toEqual({ problem: 'noRoomUnverified' })
    expect(await begin(await reportOf('架空の未確認', null), 4, 'z')).toEqual({ problem: 'noRoomUnverified' })
    expect(await begin(await reportOf('架空の確認済み', '1010001112577'), 4, 'z')).toHaveProperty('id')
    await nobody()
  })

  test('where a file came from is a mark without a name, and gone after a day', async () => {
    await begin(one, 1, '203.0.113.9')
    const marks = () => database.owner<{ network: Buffer }[]>`select network from files where network is not null`
    expect((await marks()).map(({ network }) => network.includes('203.0.113.9'))).toEqual([false])
    await sweepFiles(worker(23), shelf)
    expect(await marks()).toHaveLength(1)
    await database.owner`update files set stored_at = ${night}`
    await sweepFiles(worker(25), shelf)
    expect([await marks(), await database.owner`select from files`].map(({ length }) => length)).toEqual([0, 1])
    await nobody()
  })

  test('evidence of a mandate counts as well, and leaves nothing where it broke off', async () => {
    const vendor = await personOf(database, '架空の業者')
    const [{ mandateId }, { mandateId: next }] = [
      await mandated(database, one, vendor),
      await mandated(database, one, vendor),
    ]
    const wide = shelfWith({ network: 16.5 * mebibyte, unverified: 100 * mebibyte })
    const evidence = (id: string, file: BlobPart, on = wide) => {
      const body = new FormData()
      body.append('file', new File([file], 'a.pdf'))
      const request = new Request('https://portal.example.jp/', { method: 'POST', body })
      return addEvidence(one, on, { id, request, network: 'e' })
    }
    const full = { ...wide, store: { ...wide.store, put: refuseSecond(wide) } }
    expect(await evidence(mandateId, new Uint8Array(5 * mebibyte), full)).toBe('broken')
    expect(await wide.store.list()).toEqual([])
    expect(await evidence(mandateId, 'page')).toBeNull()
    expect(await evidence(mandateId, 'page')).toBe('already')
    expect(await evidence(next, 'page')).toBe('networkFull')
    expect(await wide.store.list()).toHaveLength(1)
  })
})

/** A line that breaks after the first part. */
function refuseSecond({ store }: Shelf): Shelf['store']['put'] {
  return (name, bytes) => (name.endsWith('/000000') ? store.put(name, bytes) : Promise.reject(new Error('broken')))
}

test('some of the disk is left free by everybody, and as much again by those who are not known', async () => {
  const { bavail, bsize } = await statfs(folder)
  const free = bavail * bsize
  const [guest, known] = [await newReport(database), await reportOf('架空の既知', '3010001112575')]
  const near = shelfWith({ reserve: Math.floor(free * 0.6) })
  expect(await begin(guest, 1, 'a', near)).toEqual({ problem: 'noRoomUnverified' })
  expect(await begin(known, 1, 'a', near)).toHaveProperty('id')
  for (const one of [guest, known])
    expect(await begin(one, 1, 'a', shelfWith({ reserve: free + 1e9 }))).toEqual({ problem: 'noRoom' })
})

test('the doctor says how near the limit is', async () => {
  const ofAnybody = async () => {
    const found = await evidenceFindings(
      { ...readConfig({ MADOGUCHI_DATA_DIR: folder }), fileLimits: shelf.limits },
      database.owner,
    )
    return found.find(({ check }) => check === 'unverifiedFiles')?.level
  }
  await nobody()
  expect(await ofAnybody()).toBe('ok')
  const [one, two] = [await newReport(database), await newReport(database)]
  for (const [at, from] of [
    [one, 'a'],
    [two, 'b'],
  ] as const)
    await begin({ ...at, now: new Date() }, 8, from)
  expect(await ofAnybody()).toBe('warn')
})
