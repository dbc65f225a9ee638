/** Files that a vendor adds under a mandate: within what it covers, and seen by the client. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { filesPage } from '#app/files/files-page.server.ts'
import { removeFile } from '#app/files/finish-file.server.ts'
import { openShelf } from '#app/files/shelf.server.ts'
import { takeFile, wantedWhole } from '#app/files/take-file.server.ts'
import { uploadWhole } from '#app/files/upload-whole.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import type { Context, Filer } from '#db/context.ts'
import { recordViewed } from '#db/vendors/vendor-seats.server.ts'
import { newReport, night, save } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

import { mandated, personOf } from './mandates.world.ts'

const database = await testDatabase()
const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-mandated-files-'))
afterAll(() => rm(folder, { recursive: true }))
const shelf = openShelf({
  filesDir: folder,
  bucket: null,
  fileLimits: { ...readConfig({}).fileLimits, file: 100, report: 1_000 },
  clamd: null,
})
const vendor = await personOf(database, '架空セキュリティ')

async function add(context: Context<Filer>, name: string, item = 'attachments') {
  const body = new FormData()
  body.set('item', item)
  body.set('file', new File([name], name))
  const posted = new Response(body) // as bytes: what is refused is not read to its end
  const headers = { 'Content-Type': posted.headers.get('Content-Type') ?? '' }
  const whole = { method: 'POST', headers, body: await posted.arrayBuffer() }
  return uploadWhole(context, shelf, { request: new Request('https://portal.example.jp/', whole), network: 'here' })
}
const namesIn = async (context: Context<Filer>) => (await filesPage(context)).files.map(({ file }) => file.name)
const idOf = async (context: Context<Filer>, name: string) =>
  (await filesPage(context)).files.find(({ file }) => file.name === name)?.file.id ?? ''
const take = (context: Context<Filer>, id: string) => takeFile(context, id, wantedWhole)

describe('under a mandate for the whole form', async () => {
  const holder = await newReport(database)
  await save(holder, { 'ioc-network': ['203.0.113.9'] })
  const acting = await mandated(database, holder, vendor)

  test('all files of the report are seen, and some are added, by name in the client’s eyes', async () => {
    await acting.db.transaction((tx) => recordViewed(tx, acting.actor, night))
    expect(await add(holder, '契約.txt')).toEqual({ done: true })
    expect(await add(acting, '調査.txt')).toEqual({ done: true })
    expect(await namesIn(acting)).toEqual(['契約.txt', '調査.txt'])
    expect(await take(acting, await idOf(acting, '契約.txt'))).toMatchObject({ content: { name: '契約.txt' } })
    const { files } = await filesPage(holder)
    expect(files.map(({ addedBy, mayRemove }) => [addedBy, mayRemove])).toEqual([
      [null, true],
      ['架空セキュリティ', true],
    ])
    const { events, chain } = await readAccess(holder)
    const told = events.flatMap(({ did, vendor: by }) => (did.startsWith('file-') ? [`${did} ${by}`] : []))
    expect(told).toEqual(['file-downloaded 架空セキュリティ', 'file-uploaded 架空セキュリティ', 'file-uploaded null'])
    expect(chain?.brokenAt).toBeNull()
  })

  test('what the client added is the client’s to take out; the client takes out what it likes', async () => {
    const [theirs, own] = [await idOf(holder, '契約.txt'), await idOf(holder, '調査.txt')]
    expect((await filesPage(acting)).files.map(({ mayRemove }) => mayRemove)).toEqual([false, true])
    await expect(removeFile(acting, shelf, theirs)).rejects.toMatchObject({ code: 'forbidden' })
    await removeFile(acting, shelf, own)
    expect(await namesIn(holder)).toEqual(['契約.txt'])
    await add(acting, '調査2.txt')
    await removeFile(holder, shelf, await idOf(holder, '調査2.txt'))
    expect(await namesIn(holder)).toEqual(['契約.txt'])
  })
})

test('under one for some sections: files of these sections, and only what was added under it', async () => {
  const holder = await newReport(database)
  await save(holder, { 'ioc-network': ['203.0.113.9'] })
  const acting = await mandated(database, holder, vendor, { reach: 'some', sections: ['indicators'] })
  const other = await mandated(database, holder, await personOf(database, '架空の二社目'))
  await add(holder, '名簿.txt')
  await add(holder, '社内ログ.txt', 'ioc-log')
  await add(other, '二社目.txt', 'ioc-log')

  expect(await add(acting, '横.txt')).toEqual({ problem: 'noItem' })
  expect(await add(acting, '通信.txt', 'ioc-log')).toEqual({ done: true })
  expect([await namesIn(acting), (await filesPage(acting)).items.map(({ item }) => item)]).toEqual([
    ['通信.txt'],
    ['ioc-log'],
  ])
  expect((await openDraft(acting)).draft.answers, 'names tell, too').not.toHaveProperty('attachments-files')
  for (const name of ['名簿.txt', '社内ログ.txt', '二社目.txt']) {
    const id = await idOf(holder, name)
    await expect(take(acting, id)).rejects.toMatchObject({ code: 'notFound' })
    await expect(removeFile(acting, shelf, id)).rejects.toMatchObject({ code: 'forbidden' })
  }
  expect(await take(acting, await idOf(acting, '通信.txt'))).toMatchObject({ content: { name: '通信.txt' } })
  expect(await namesIn(holder)).toHaveLength(4)
})

test('a mandate that is only for answering, or is over, takes no files', async () => {
  const holder = await newReport(database)
  await save(holder, { 'ioc-network': ['203.0.113.9'] })
  const answering = await mandated(database, holder, vendor, { acts: ['answer'] })
  expect(await add(answering, '横.txt')).toEqual({ problem: 'noItem' })
  expect((await filesPage(answering)).items).toEqual([])
  const acting = await mandated(database, holder, vendor)
  await database.owner`update mandates set revoked_at = ${night} where id = ${acting.mandateId}`
  expect(await add(acting, '横.txt')).toEqual({ problem: 'broken' })
  expect(await namesIn(holder)).toEqual([])
})
