import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { attachFiles } from '#app/demo-files.server.ts'
import { receiptPage } from '#app/documents/receipt.ts'
import { handedFiles } from '#app/files/handed-files.server.ts'
import { openShelf } from '#app/files/shelf.server.ts'
import { takeFile, wantedWhole } from '#app/files/take-file.server.ts'
import { handOverPage } from '#app/hand-overs/hand-over-page.server.ts'
import { handOver } from '#app/hand-overs/hand-over.server.ts'
import { readPassings } from '#app/hand-overs/read-passings.server.ts'
import { returnCopy } from '#app/hand-overs/return-copy.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { getReceipt } from '#app/reports/sending/receipt.server.ts'
import { findFile } from '#db/files/files.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { send } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-test-'))
const shelf = openShelf({
  filesDir: folder,
  bucket: null,
  fileLimits: { ...readConfig({}).fileLimits, file: 1e6, report: 1e7 },
  clamd: null,
})
afterAll(() => rmSync(folder, { recursive: true }))

const holder = await filedHospital(database)
await attachFiles(holder, shelf, [
  { item: 'ransom-note', lane: 'plain', name: '脅迫文.txt', text: 'pay' },
  { item: 'ioc-log', lane: 'sample', name: 'loader.bin', text: 'MZ' },
])
await send(holder, 1)
const police = await deskOf(database, holder, 'police', '徳島県')
const wish = { prefecture: '', delivery: '', ground: 'other', groundText: '架空法第1条', reason: '引き継ぐ理由です。' }

const canTake = ({ db, actor, now }: Desk, id: string) =>
  takeFile({ db, actor, now }, id, wantedWhole).then(
    () => true,
    () => false,
  )

const choices = async (to: string) => (await handOverPage(police, police.id, { to, delivery: null })).choices
const lists = (items: readonly string[]) => items.filter((item) => item.endsWith('-files'))

test('whoever needs an item needs its files; for another body they are more than it needs', async () => {
  const jpcert = await choices('jpcert')
  expect([lists(jpcert.needed).toSorted(), lists(jpcert.beyond)]).toEqual([['ioc-log-files', 'ransom-note-files'], []])
  expect(jpcert.files).toEqual({ 'ioc-log-files': ['loader.bin'], 'ransom-note-files': ['脅迫文.txt'] })
  const mlit = await choices('mlit')
  expect([lists(mlit.needed), lists(mlit.beyond).length]).toEqual([[], 2])
})

test('the files of what is handed over go along, the others do not, and the reporter sees which', async () => {
  await handOver(police, police.id, { ...wish, to: 'ipa', items: ['org-name', 'ransom-note-files'] })
  const ipa = await deskOf(database, holder, 'ipa')
  const [handed] = (await readCase(ipa, ipa.id)).handOvers
  const shown = handed?.content ? await handedFiles(ipa, handed.content.projection) : []
  expect(shown.map(({ file }) => file.name)).toEqual(['脅迫文.txt'])
  expect(await canTake(ipa, shown[0]?.file.id ?? '')).toBe(true)
  const { files } = await getReceipt(holder, 2)
  const sample = files.find(({ file }) => file.name === 'loader.bin')
  expect(await canTake(ipa, sample?.file.id ?? '')).toBe(false)
  expect((await readPassings(holder)).handOvers).toMatchObject([{ to: 'ipa', files: ['脅迫文.txt'] }])

  await returnCopy(ipa, ipa.id, { copy: handed?.id ?? '', reason: 'not-in-charge' })
  expect(await ipa.db.transaction((tx) => findFile(tx, shown[0]?.file.id ?? ''))).toBeNull()
  expect(await canTake(police, shown[0]?.file.id ?? '')).toBe(true)
})

test('the receipt names each file with its size, its digest and whom it reached', async () => {
  const receipt = await getReceipt(holder, 2)
  expect(receipt.files.map(({ file, at }) => [file.name, file.bytes, at.includes('police')])).toEqual([
    ['loader.bin', 2, true],
    ['脅迫文.txt', 3, true],
  ])
  const shown = { ...receipt, revision: 2, receivedAt: receipt.receivedAt.toISOString(), returned: [] }
  const page = receiptPage(shown, documentWords('ja'))
  const rows = page.sections.find(({ id }) => id === 'files')?.rows
  expect(rows?.map(({ label, value }) => [label, value])).toEqual(
    receipt.files.map(({ file }) => [file.name, [file.sha256]]),
  )
  expect(rows?.[0]?.note).toMatch(/^2バイト。届けた提出先：.*徳島県警察/)
})
