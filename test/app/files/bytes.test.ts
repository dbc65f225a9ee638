/** What becomes of bytes: whatever comes in comes out, or nothing does. On a real disk, with a real database. */
import { createHash, randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'

import { readConfig } from '#app/config.server.ts'
import { beginFile } from '#app/files/begin-file.server.ts'
import { finishFile } from '#app/files/finish-file.server.ts'
import { openShelf, type Shelf } from '#app/files/shelf.server.ts'
import { answerWith, takeFile, wantedWhole } from '#app/files/take-file.server.ts'
import { getArriving, takePart } from '#app/files/take-part.server.ts'
import { uploadWhole } from '#app/files/upload-whole.server.ts'
import { copyStore, fillStore, refuseFilledStore } from '#db/backup/backup-bytes.server.ts'
import { byteFolder } from '#db/files/byte-folder.server.ts'
import { partName, partSize, partsOf } from '#db/files/file-parts.server.ts'
import { listFiles, type FileRow } from '#db/files/files.server.ts'
import { filedHospital } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const holder = await filedHospital(database)
const folder = mkdtempSync(path.join(tmpdir(), 'madoguchi-test-'))
const limits = { ...readConfig({}).fileLimits, file: 20e6, report: 1e9, reserve: 0 }
const broken: string[] = []
const shelfIn = (filesDir: string): Shelf => ({
  ...openShelf({ filesDir, bucket: null, fileLimits: limits, clamd: null }, { onBroken: (id) => broken.push(id) }),
  store: byteFolder(filesDir, 0),
})
const shelf = shelfIn(folder)
afterAll(() => rmSync(folder, { recursive: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const any = (most: number) => Math.floor(Math.random() * (most + 1))

async function begun(plain: Buffer, at = shelf): Promise<FileRow> {
  const announced = {
    item: 'ioc-log',
    lane: 'plain',
    name: 'a.bin',
    bytes: plain.length,
    fingerprint: sha256(plain),
    network: null,
  } as const
  const file = await beginFile(holder, at, announced)
  if ('problem' in file) throw new Error(file.problem)
  return getArriving(holder, file.id)
}

const part = (plain: Buffer, number: number) => ({
  number,
  isLast: number === partsOf(plain.length) - 1,
  plain: plain.subarray(number * partSize, (number + 1) * partSize),
})

async function stored(plain: Buffer): Promise<string> {
  let row = await begun(plain)
  while (row.parts < partsOf(plain.length)) row = await takePart(holder, shelf, row, part(plain, row.parts))
  await finishFile(holder, shelf, row)
  return row.id
}

async function taken(id: string): Promise<Buffer> {
  const answer = await answerWith(shelf, await takeFile(holder, id, wantedWhole), wantedWhole)
  return Buffer.from(await answer.bytes())
}

const field = (name: string, more = '') => `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n`
const at = (id: string, number: number) => path.join(folder, partName(id, number))
function flip(file: string): void {
  const bytes = readFileSync(file)
  const place = any(bytes.length - 1)
  bytes[place] = (bytes[place] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

function swap(one: string, two: string): void {
  const [first, second] = [readFileSync(one), readFileSync(two)]
  writeFileSync(one, second)
  writeFileSync(two, first)
}
const ids = async () => (await database.owner<{ id: string }[]>`select id from files order by id`).map(({ id }) => id)

/** A form post whose body comes in pieces of any length. */
function posted(plain: Buffer): Request {
  const head = `${field('item')}ioc-log\r\n${field('file', '; filename="a.bin"')}`
  const whole = Buffer.concat([Buffer.from(head), plain, Buffer.from('\r\n--x--\r\n')])
  let read = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = whole.subarray(read, (read += 1 + any(any(1) ? 300_000 : 3_000_000)))
      controller.enqueue(new Uint8Array(piece))
      if (read >= whole.length) controller.close()
    },
  })
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': String(whole.length) }
  const options = { method: 'POST', body, headers, duplex: 'half' }
  return new Request('http://localhost/', options)
}

describe('whatever comes in comes out', () => {
  const lengths = [1, partSize - 1, partSize, partSize + 1, 2 * partSize, 1 + any(11e6), 1 + any(11e6)]

  test.each(lengths)('%i bytes, posted in pieces of any length', async (length) => {
    const plain = randomBytes(length)
    expect(await uploadWhole(holder, shelf, { request: posted(plain), network: 'here' })).toEqual({ done: true })
    const row = (await holder.db.transaction((tx) => listFiles(tx, holder.actor.reportId))).at(-1)
    const back = await taken(row?.id ?? '')
    expect([back.length, sha256(back), row?.content.entry?.sha256]).toEqual([length, sha256(plain), sha256(plain)])
  })

  test.each(lengths.slice(3))('%i bytes in parts, broken off anywhere, by a portal that forgets', async (length) => {
    const plain = randomBytes(length)
    let row = await begun(plain)
    while (row.parts < partsOf(length)) {
      const next = part(plain, row.parts)
      if (any(1)) shelf.seen.clear() // another process goes on
      if (any(1)) {
        const torn = { ...next, plain: randomBytes(next.plain.length) }
        const full = { ...shelf, store: { ...shelf.store, put: () => Promise.reject(new Error('the line broke')) } }
        await expect(takePart(holder, full, row, torn)).rejects.toThrow('the line broke')
      }
      await takePart(holder, shelf, row, next)
      row = await begun(plain)
    }
    await finishFile(holder, shelf, row)
    expect(sha256(await taken(row.id))).toBe(sha256(plain))
  })
})

describe('what is not as it was stored is not handed out', async () => {
  const plain = randomBytes(2 * partSize + 1_000)
  const [other, short] = [await stored(randomBytes(plain.length)), await stored(randomBytes(1_000))]

  test.each<[string, number, (id: string) => void]>([
    ['a byte of the first part', 0, (id) => flip(at(id, 0))],
    ['a byte of the last part', 2, (id) => flip(at(id, 2))],
    ['parts in another order', 0, (id) => swap(at(id, 0), at(id, 1))],
    ['a part of another file', 1, (id) => copyFileSync(at(other, 1), at(id, 1))],
    ['a part that was cut', 1, (id) => truncateSync(at(id, 1), 1_000_000)],
    ['the last part missing', 2, (id) => rmSync(at(id, 2))],
    ['an empty part', 0, (id) => writeFileSync(at(id, 0), '')],
  ])('%s', async (_, where, damage) => {
    const id = await stored(plain)
    damage(id)
    const before = broken.length
    const answer = takeFile(holder, id, wantedWhole).then((row) => answerWith(shelf, row, wantedWhole))
    // Nothing was given out yet: a page says so. Later the line breaks, before the end of what was announced.
    if (where === 0) await expect(answer).rejects.toMatchObject({ code: 'fileBroken', status: 500 })
    else await expect(answer.then((said) => said.bytes())).rejects.toMatchObject({ code: 'fileBroken' })
    expect(broken.slice(before)).toEqual([id])
  })

  test('a sample in its archive as well, and a file that is whole and another one', async () => {
    const row = await takeFile(holder, short, wantedWhole)
    const { entry } = row.content
    if (!entry) throw new Error('it has arrived')
    const content = { ...row.content, lane: 'sample' as const, entry: { ...entry, sha256: sha256(plain) } }
    await expect(answerWith(shelf, { ...row, content }, wantedWhole)).rejects.toMatchObject({ code: 'fileBroken' })
    await expect(answerWith(shelf, { ...row, bytes: 999 }, wantedWhole)).rejects.toMatchObject({ code: 'fileBroken' })
  })
})

describe('a download that broke off goes on', async () => {
  const plain = randomBytes(3 * partSize + 1_000)
  const id = await stored(plain)
  const read: string[] = []
  const watched = {
    ...shelf,
    store: { ...shelf.store, get: (name: string) => (read.push(name), shelf.store.get(name)) },
  }
  const asked = async (range: string, ifRange: string | null = null) => {
    const wanted = { ...wantedWhole, range, ifRange }
    return answerWith(watched, await takeFile(holder, id, wanted), wanted)
  }
  const tag = `"${sha256(plain)}"`

  test('where it stood, and the last part waits for the digest of the whole', async () => {
    const from = any(plain.length - 1)
    const rest = await asked(`bytes=${from}-`, tag)
    expect([rest.status, rest.headers.get('Content-Range')]).toEqual([
      206,
      `bytes ${from}-${plain.length - 1}/${plain.length}`,
    ])
    expect(sha256(await rest.bytes())).toBe(sha256(plain.subarray(from)))
    const [line] =
      await database.owner`select details from audit where did = 'file.downloaded' order by at desc, sequence desc limit 1`
    expect(JSON.parse(line?.details)).toMatchObject({ from, end: plain.length })
  })

  test('and what ends before the last part opens its own parts only', async () => {
    read.length = 0
    const [from, last] = [partSize - 7, 2 * partSize + 7]
    const some = await asked(`bytes=${from}-${last}`)
    expect(Buffer.from(await some.bytes()).equals(plain.subarray(from, last + 1))).toBe(true)
    expect(read).toEqual([0, 1, 2].map((number) => partName(id, number)))
    read.length = 0
    await (await asked(`bytes=${partSize}-${partSize}`)).bytes()
    expect(read).toEqual([partName(id, 1)])
  })

  test('as the file that it was: another tag gets all of it anew, and beyond its end is nothing', async () => {
    const anew = await asked('bytes=5-', '"another"')
    expect([anew.status, (await anew.bytes()).length, anew.headers.get('ETag')]).toEqual([200, plain.length, tag])
    const beyond = await asked(`bytes=${plain.length}-`)
    expect([beyond.status, beyond.headers.get('Content-Range')]).toEqual([416, `bytes */${plain.length}`])
  })

  test('never to the end of a file that is not as it was stored', async () => {
    flip(at(id, 0))
    await expect(asked(`bytes=${3 * partSize}-`)).rejects.toMatchObject({ code: 'fileBroken' })
    await (await asked(`bytes=${partSize}-${2 * partSize}`)).bytes()
    await expect(asked('bytes=0-9')).rejects.toMatchObject({ code: 'fileBroken' })
  })
})

describe.skipIf(process.getuid?.() !== 0)('on a disk that is full', () => {
  const disk = path.join(folder, 'disk')
  const small = shelfIn(path.join(disk, 'files'))
  const filler = path.join(disk, 'filler')
  afterAll(() => execFileSync('umount', ['--lazy', disk]))

  test('a part is there whole or not at all, and the file goes on when there is room', async () => {
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk])
    const plain = randomBytes(partSize + 2_000_000)
    const row = await takePart(holder, small, await begun(plain, small), part(plain, 0))
    writeFileSync(filler, Buffer.alloc(6_500_000))
    const onDisk = readdirSync(path.join(disk, 'files', row.id))
    await expect(takePart(holder, small, row, part(plain, 1))).rejects.toMatchObject({ code: 'storeFull' })
    // Full between the look and the write: what was begun is taken away again.
    const blind = { ...small, store: byteFolder(path.join(disk, 'files'), -1e9) }
    await expect(takePart(holder, blind, row, part(plain, 1))).rejects.toMatchObject({ code: 'storeFull' })
    expect(readdirSync(path.join(disk, 'files', row.id))).toEqual(onDisk)
    expect((await getArriving(holder, row.id)).parts).toBe(1)
    rmSync(filler)
    await finishFile(holder, small, await takePart(holder, small, await getArriving(holder, row.id), part(plain, 1)))
  })

  test('a post is refused in words, before it and in the middle of it, and nothing of it stays', async () => {
    const before = [readdirSync(path.join(disk, 'files')), await ids()]
    expect(await uploadWhole(holder, small, { request: posted(randomBytes(13e6)), network: 'here' })).toEqual({
      problem: 'noRoom',
    })
    const blind = { ...small, store: byteFolder(path.join(disk, 'files'), -1e9) }
    expect(await uploadWhole(holder, blind, { request: posted(randomBytes(13e6)), network: 'here' })).toEqual({
      problem: 'noRoom',
    })
    // Whoever posts does not wait for a slow disk to clear away.
    await expect.poll(async () => [readdirSync(path.join(disk, 'files')), await ids()]).toEqual(before)
  })
})

test('a store is copied part by part, and filled again only when it is empty', async () => {
  const id = await stored(randomBytes(partSize + 5))
  const [copy, other] = [path.join(folder, 'copy'), byteFolder(path.join(folder, 'other'), 0)]
  const only = { ...shelf.store, list: () => Promise.resolve([{ file: id, since: new Date() }]) }
  const copied = await copyStore(only, copy)
  expect(copied.map((one) => one.path)).toEqual([partName(id, 0), partName(id, 1)])
  await refuseFilledStore(other)
  expect(await fillStore(copy, other)).toEqual([id])
  for (const one of copied) expect(sha256(await other.get(one.path))).toBe(one.sha256)
  await expect(refuseFilledStore(other)).rejects.toThrow('not empty')
})
