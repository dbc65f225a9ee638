import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { BlobReader, TextWriter, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { hospital } from '#app/demo/stories/hospital.ts'
import { samplePassword } from '#app/files/packed.server.ts'
import { getDraft } from '#app/reports/form/save-answers.server.ts'
import { submitReport } from '#app/reports/sending/submit-report.server.ts'
import { tellStory } from '#app/tell-story.server.ts'
import { listAudit } from '#db/audit/audit.server.ts'
import { openDatabase, type Database } from '#db/client.server.ts'
import { partName, partSize } from '#db/files/file-parts.server.ts'
import { findFile } from '#db/files/files.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerNamed, signedIn, type Visitor } from '#test/support/officers.ts'
import { openScanner, type TestScanner } from '#test/support/scanner.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

/** Harmless, and found by every scanner: https://www.eicar.org */
const eicar = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`

const quiet = { ...hospital, acts: [] }

let portal: TestServer
let scanner: TestScanner
let database: Database
let report: { id: string; reference: string }
let reporter: Visitor & { cookie: string }

beforeAll(async () => {
  scanner = await openScanner((stream, isWhole) =>
    isWhole && !stream.includes('HANG') ? `stream: ${stream.includes('EICAR') ? 'Eicar-Test FOUND' : 'OK'}` : null,
  )
  portal = await startServer({
    MADOGUCHI_FILE_LIMIT: String(20_000_000),
    MADOGUCHI_FILES_PER_REPORT: '60000000',
    MADOGUCHI_FILES_PER_NETWORK: '80000000',
    MADOGUCHI_TRUST_PROXY: '1',
    MADOGUCHI_CLAMD: scanner.address,
  })
  database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile) })
  report = await tellStory(database, quiet, new Date())
  reporter = await at(report)
})
afterAll(async () => {
  await database.end()
  await portal.stop()
  await scanner.stop()
})

async function at({ id, reference }: { id: string; reference: string }) {
  const actor = { kind: 'holder', reportId: id, reference } as const
  const cookie = await signIn(database, 'report', actor)
  const ask = (address: string, options: RequestInit = {}) =>
    fetch(`${portal.origin}${address}`, {
      redirect: 'manual',
      ...options,
      headers: { Cookie: cookie, ...options.headers },
    })
  return {
    cookie,
    get: ask,
    post: (address: string, form: Record<string, string>) =>
      ask(address, { method: 'POST', body: new URLSearchParams(form) }),
  }
}

function uploading(name: string, bytes: BlobPart, fields: Record<string, string> = {}): RequestInit {
  const form = new FormData()
  for (const [field, value] of Object.entries({ item: 'attachments', lane: 'plain', ...fields })) form.set(field, value)
  form.set('file', new Blob([bytes]), name)
  return { method: 'POST', body: form }
}

const field = (name: string, value: string) =>
  `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`

const files = () => `/reports/${report.reference}/files`

async function added(name: string, bytes: BlobPart, fields?: Record<string, string>): Promise<string> {
  const before = await listed()
  const answer = await reporter.get(files(), uploading(name, bytes, fields))
  expect([answer.status, await answer.text()]).toEqual([303, ''])
  return (await listed()).find((id) => !before.includes(id)) ?? ''
}

async function listed(): Promise<string[]> {
  const page = await (await reporter.get(files())).text()
  return [...page.matchAll(/id="file-([0-9a-f-]{36})"/g)].map(([, id = '']) => id)
}

async function send(): Promise<void> {
  const actor = { kind: 'holder', reportId: report.id } as const
  const context = { db: database.as(actor), actor, now: new Date() }
  const { version } = await context.db.transaction((tx) => getDraft(tx, report.id))
  expect(await submitReport(context, { key: `k${version}`, version })).toMatchObject({ kind: 'sent' })
}

const acts = () =>
  database
    .as({ kind: 'holder', reportId: report.id })
    .transaction((tx) => listAudit(tx, report.id))
    .then((lines) => lines.map(({ did }) => did))

const folderOf = (id: string) => path.join(portal.folder, 'files', id)

test('what is uploaded comes back as it was, and lies on the disk as noise', async () => {
  const log = `203.0.113.9 GET /login 200\n`.repeat(300_000)
  const id = await added('アクセスログ.txt', log, { item: 'ioc-log' })
  const page = await (await reporter.get(files())).text()
  expect(page).toContain('アクセスログ.txt')
  expect(page).toContain('text/plain')
  expect(page).toContain('何も見つかりませんでした')
  for (const name of ['sha256', 'sha1', 'md5']) expect(page).toContain(createHash(name).update(log).digest('hex'))

  const back = await reporter.get(`/files/${report.reference}/${id}`)
  expect(await back.text()).toBe(log)
  expect(Object.fromEntries(back.headers)).toMatchObject({
    'content-disposition': `attachment; filename="______.txt"; filename*=UTF-8''${encodeURIComponent('アクセスログ.txt')}`,
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringContaining('sandbox'),
  })
  const stored = readdirSync(folderOf(id))
  expect(stored).toHaveLength(Math.ceil(log.length / partSize))
  for (const part of stored) expect(readFileSync(path.join(folderOf(id), part)).includes('203.0.113.9')).toBe(false)
})

test('a sample never leaves in the clear, not even to whom it belongs', async () => {
  const id = await added('invoice.exe', eicar, { lane: 'sample' })
  const page = await (await reporter.get(files())).text()
  expect(page).toContain('していません（検体として扱っています）')
  expect(scanner.heard().includes('EICAR'), 'no scanner sees a sample').toBe(false)
  expect(page).toContain('様式に、検体そのものを求める項目はありません')
  expect(page).toContain('このまま送ると、このファイルはどこにも届きません')
  expect(page).toContain(`/reports/${report.reference}/preview#to-police`)
  for (const packing of ['usual', 'strong']) {
    const taken = await reporter.get(`/files/${report.reference}/${id}?packing=${packing}`)
    expect(taken.headers.get('Content-Disposition')).toContain('filename="invoice.exe.zip"')
    const bytes = await taken.bytes()
    expect(Buffer.from(bytes).includes('EICAR')).toBe(false)
    const [entry] = await new ZipReader(new BlobReader(new Blob([bytes]))).getEntries()
    expect([entry?.filename, entry?.encrypted]).toEqual(['invoice.exe.bin', true])
    if (!entry || entry.directory) throw new Error('no file in the archive')
    await expect(entry.getData(new Uint8ArrayWriter(), { password: 'wrong' })).rejects.toThrow()
    expect(await entry.getData(new TextWriter(), { password: samplePassword })).toBe(eicar)
  }
})

test('what a scanner finds is said, and taken all the same', async () => {
  await added('mail.txt', eicar)
  expect(await (await reporter.get(files())).text()).toContain('検知しました：Eicar-Test')
})

test('what a file tells besides its content is said before it is sent, and the file stays as it is', async () => {
  const memo = '%PDF-1.7\n1 0 obj\n<< /Author (Hanako) /Creator (Writer) >>\nendobj\ntrailer\n%%EOF\n'
  const id = await added('memo.txt', memo)
  const page = await (await reporter.get(files())).text()
  const card = page.slice(page.indexOf(`id="file-${id}"`)) // the latest is the last
  expect(card).toContain('application/pdf')
  expect(card).toContain('作成者や組織の名前が入ることのある、文書の属性')
  expect(await (await reporter.get(`/files/${report.reference}/${id}`)).text()).toBe(memo)
  await reporter.post(`${files()}/${id}`, {})
})

test('a scanner that never answers loses no file, holds up nobody else, and is waited for no longer than a few seconds', async () => {
  const [before, begun] = [await listed(), performance.now()]
  const hanging = reporter.get(files(), uploading('hang.txt', 'HANG'))
  await expect.poll(() => scanner.heard().includes('HANG')).toBe(true)
  const meanwhile = performance.now()
  const another = await at(await tellStory(database, quiet, new Date()))
  expect((await added('other.txt', 'nothing to see')) && (await another.get('/')).status).toBe(200)
  expect(performance.now() - meanwhile, 'meanwhile').toBeLessThan(4_000)
  expect((await hanging).status).toBe(303)
  expect(performance.now() - begun).toBeLessThan(8_000)
  const page = await (await reporter.get(files())).text()
  expect(page).toContain('していません（検査の仕組みが応答しませんでした）')
  const id = (await listed()).findLast((one) => !before.includes(one)) ?? ''
  expect(await (await reporter.get(`/files/${report.reference}/${id}`)).text()).toBe('HANG')
})

test('only bodies whose needs name the item get a file, and only once it is sent', async () => {
  const id = await added('note.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), { item: 'ransom-note' })
  const [police, commission] = [
    await signedIn(portal.origin, officerNamed('police-tokushima-naruse').officerId),
    await signedIn(portal.origin, officerNamed('ppc-aoki').officerId),
  ]
  expect((await police.get(`/files/${id}`)).status).toBe(404)
  await send()
  const taken = await police.get(`/files/${id}`)
  expect([taken.status, (await taken.bytes()).length]).toEqual([200, 16])
  expect((await commission.get(`/files/${id}`)).status).toBe(404)
  expect((await police.get(`/files/${id}`, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403)
  expect((await police.get(`/files/${id}`, { method: 'HEAD' })).status).toBe(404)
  const ahead = { headers: { 'Sec-Purpose': 'prefetch' } }
  expect((await reporter.get(`/files/${report.reference}/${id}`, ahead)).status, 'nobody took it').toBe(404)
  const board = await (await reporter.get(`/reports/${report.reference}/access`)).text()
  expect(board).toContain('ファイルをダウンロードしました')
})

test('a sent file that is taken out stays with whoever has it; one that was never sent is gone for good', async () => {
  const unsent = await added('draft.txt', 'not yet')
  const [sent = ''] = await listed()
  for (const id of [unsent, sent]) expect((await reporter.post(`${files()}/${id}`, {})).status).toBe(303)
  expect(await listed()).not.toContain(sent)
  expect([existsSync(folderOf(unsent)), existsSync(folderOf(sent))]).toEqual([false, true])
  const holder = database.as({ kind: 'holder', reportId: report.id })
  expect(await holder.transaction((tx) => findFile(tx, unsent))).toBeNull()
  expect((await reporter.get(`/files/${report.reference}/${unsent}`)).status).toBe(404)
  const did = await acts()
  expect(did).toEqual(expect.arrayContaining(['file.uploaded', 'file.removed', 'file.downloaded', 'report.submitted']))
})

test('a file that is too large, empty or missing is refused in words, and nothing of it stays', async () => {
  const before = await listed()
  const answers = await Promise.all([
    reporter.get(files(), uploading('big.bin', new Uint8Array(20_000_001))),
    reporter.get(files(), uploading('empty.txt', '')),
    reporter.get(files(), uploading('', '')),
    reporter.get(files(), uploading('a.txt', 'a', { item: 'org-name' })),
  ])
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422])
  const words = await Promise.all(answers.map((answer) => answer.text()))
  const told = ['ファイルが大きすぎます', 'このファイルは空です', '添付するファイルを選んで', '何のファイルかを選んで']
  told.forEach((word, index) => expect(words[index]).toContain(word))
  expect(await listed()).toEqual(before)
  expect(readdirSync(path.join(portal.folder, 'files')).length).toBeLessThanOrEqual(before.length + 1)
})

test('a network that handed in its share is told so in its language, with script and without; another goes on', async () => {
  const [one, two] = [await tellStory(database, quiet, new Date()), await tellStory(database, quiet, new Date())]
  const [first, second] = await Promise.all([at(one), at(two)])
  const announce = (visitor: Visitor, { reference }: typeof one, from: string, name: string) =>
    visitor.get(`/reports/${reference}/files/arriving`, {
      method: 'POST',
      body: new URLSearchParams({ item: 'ioc-log', lane: 'plain', name, size: '15000000', fingerprint: name }),
      headers: { 'X-Forwarded-For': from, 'X-Forwarded-Proto': 'http' },
    })
  for (const name of ['a', 'b', 'c', 'd']) expect((await announce(first, one, '203.0.113.7', name)).status).toBe(200)
  expect((await announce(second, two, '203.0.113.7', 'e')).status).toBe(200)
  const over = await announce(second, two, '203.0.113.7', 'f')
  expect([over.status, await over.text()]).toEqual([422, expect.stringContaining('24時間に受け取れるファイルの量')])
  const posted = uploading('g.txt', new Uint8Array(15_000_000))
  const headers = { 'X-Forwarded-For': '203.0.113.7', 'X-Forwarded-Proto': 'http', 'Accept-Language': 'en' }
  const page = await second.get(`/reports/${two.reference}/files`, { ...posted, headers })
  expect([page.status, await page.text()]).toEqual([422, expect.stringContaining('files attached so far are kept')])
  expect((await announce(second, two, '203.0.113.7', 'e')).status).toBe(200) // what was begun goes on
  expect((await announce(second, two, '203.0.113.8', 'f')).status).toBe(200)
})

test('a connection that breaks leaves nothing that is listed', async () => {
  const before = [await listed(), readdirSync(path.join(portal.folder, 'files'))]
  await new Promise<void>((resolve) => {
    const headers = {
      'Content-Type': 'multipart/form-data; boundary=x',
      'Content-Length': '9000000',
      Cookie: reporter.cookie,
    }
    const request = http.request(`${portal.origin}${files()}`, { method: 'POST', headers })
    request.write(`${field('item', 'attachments')}${field('lane', 'plain')}`)
    request.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.bin"\r\n\r\n')
    request.on('error', () => resolve())
    request.write(Buffer.alloc(6_000_000), () => setTimeout(() => request.destroy(new Error('gone')), 200))
  })
  await expect.poll(() => readdirSync(path.join(portal.folder, 'files'))).toEqual(before[1])
  expect(await listed()).toEqual(before[0])
})

test('a large file comes in parts, goes on where it broke off, and refuses parts that do not fit', async () => {
  const bytes = Buffer.alloc(partSize + 1_000, 'ab')
  const announced = { item: 'ioc-log', lane: 'plain', name: 'mem.raw', size: String(bytes.length), fingerprint: 'x' }
  const begin = async () => (await reporter.post(`${files()}/arriving`, announced)).json()
  const part = (id: string, number: number, body: Uint8Array<ArrayBuffer>) =>
    reporter.get(`${files()}/${id}/parts/${number}`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json' },
    })
  const { id } = await begin()
  expect((await part(id, 1, bytes.subarray(partSize))).status).toBe(409)
  expect((await part(id, 0, bytes.subarray(0, 1_000))).status).toBe(400)
  expect(await (await part(id, 0, bytes.subarray(0, partSize))).json()).toEqual({ parts: 1 })
  expect(await begin()).toMatchObject({ id, parts: 1 })
  expect(await listed()).not.toContain(id)
  expect(await (await part(id, 1, bytes.subarray(partSize))).json()).toEqual({ parts: 2, done: true })
  const whole = await reporter.get(`/files/${report.reference}/${id}`)
  expect(Buffer.from(await whole.bytes()).equals(bytes)).toBe(true)
  const headers = { Range: `bytes=${partSize - 10}-`, 'If-Range': whole.headers.get('ETag') ?? '' }
  const rest = await reporter.get(`/files/${report.reference}/${id}`, { headers })
  expect([rest.status, whole.headers.get('Accept-Ranges')]).toEqual([206, 'bytes'])
  expect(Buffer.from(await rest.bytes()).equals(bytes.subarray(partSize - 10))).toBe(true)
  expect(existsSync(path.join(portal.folder, 'files', partName(id, 1)))).toBe(true)
})
