/**
 * `node test/bench/evidence.ts`: files of evidence with a real S3 server and a real ClamAV (what to install: evidence-servers.ts).
 * `--s3=https://host/bucket --key-id=… --secret=… --region=…` tries a store of your own instead: it has to be empty, and is
 * emptied at the end. Needs a build.
 */
import { createHash, randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { startReport } from '#app/reports/start-report.server.ts'
import { copyStore, fillStore, refuseFilledStore } from '#db/backup/backup-bytes.server.ts'
import { openDatabase } from '#db/client.server.ts'
import type { Holder } from '#db/context.ts'
import { byteBucket, type Bucket } from '#db/files/byte-bucket.server.ts'
import type { ByteStore } from '#db/files/byte-store.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { isInstalled, startClamd, startMoto, startTarpit, freePort, type Started } from './evidence-servers.ts'
import { removePortal, startPortal, temporaryFolder } from './portal.ts'
import { signIn } from './sessions.ts'

const { values: told } = parseArgs({
  options: {
    s3: { type: 'string' },
    'key-id': { type: 'string', default: '' },
    secret: { type: 'string', default: '' },
    region: { type: 'string', default: 'auto' },
  },
})
const calm = 5_000 // ms
/** Harmless, and found by every scanner: https://www.eicar.org */
const eicar = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`
const folder = temporaryFolder()
const started: Started<unknown>[] = []
let wrong = 0

try {
  const bucket = await bucketToTry()
  const scanner = isInstalled('clamd') ? await own(startClamd(folder)) : null
  if (!scanner) console.log('ClamAV is not installed and not tried: apt-get install clamav-daemon')
  if (bucket) await tryStore(bucket)
  const guarded = told.s3 ? bucket : bucket && (await own(startMoto({ guarded: true })))
  if (guarded) await tryRights(guarded)
  if (!bucket) console.log("no S3 server is installed and none is named: pip install 'moto[server]'")
  if (bucket || scanner) await tryPortal(bucket, scanner)
} finally {
  for (const { process } of started) process.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = wrong === 0 ? 0 : 1

async function own<T>(starting: Promise<Started<T>>): Promise<T> {
  const server = await starting
  started.push(server)
  return server.at
}

async function bucketToTry(): Promise<Bucket | null> {
  if (told.s3) return { endpoint: told.s3, region: told.region, keyId: told['key-id'], secret: told.secret }
  return isInstalled('moto_server') ? own(startMoto({ guarded: false })) : null
}

function expectThat(what: string, holds: boolean, more = ''): void {
  if (!holds) wrong += 1
  console.log(`${holds ? 'ok ' : 'BAD'}  ${what}${more && ` (${more})`}`)
}

/** Is it refused with this code, and before anybody loses patience? */
async function expectRefusal(what: string, code: string, work: Promise<unknown>): Promise<void> {
  const begun = performance.now()
  const found = await work.then(
    () => 'nothing was refused',
    (error: unknown) => (error instanceof StoreRefusal ? error.code : String(error)),
  )
  const took = Math.round(performance.now() - begun)
  expectThat(what, found === code && took < calm, `${found} after ${took} ms`)
}

async function tryStore(bucket: Bucket): Promise<void> {
  const store = byteBucket(bucket)
  expectThat('an empty bucket lists nothing', (await store.list()).length === 0)
  const [file, many] = [newId(), newId()]
  const part = randomBytes(4 * 1024 * 1024 + 28)
  await store.put(`${file}/000000`, part)
  await store.put(`${file}/000000`, part) // a part that is sent again
  expectThat('a part comes back as it was', (await store.get(`${file}/000000`)).equals(part))
  await expectRefusal('a part that is not there', 'notFound', store.get(`${file}/000001`))
  const numbers = Array.from({ length: 1_005 }, (_, number) => String(number).padStart(6, '0'))
  for (let at = 0; at < numbers.length; at += 15)
    await Promise.all(numbers.slice(at, at + 15).map((number) => store.put(`${many}/${number}`, Buffer.from('x'))))
  const listed = await store.list()
  expectThat('more than a thousand objects are listed, by file', listed.length === 2)
  expectThat(
    'with the time',
    listed.every(({ since }) => Math.abs(since.getTime() - Date.now()) < 600_000),
  )
  await store.remove(many)
  await store.remove(many)
  expectThat('and removed, also twice', (await store.list()).map((one) => one.file).join() === file)
  await tryBackup(store, file, part)
  await store.remove(file)
}

/** Into a backup, and back into the store once it is empty. */
async function tryBackup(store: ByteStore, file: string, part: Buffer): Promise<void> {
  const copy = path.join(folder, 'copy')
  const copied = await copyStore(store, copy)
  expectThat(
    'a backup holds the parts',
    copied.map((one) => [one.path, one.size]).join() === `${file}/000000,${part.length}`,
  )
  await store.remove(file)
  await refuseFilledStore(store)
  await fillStore(copy, store)
  expectThat('and they come back', (await store.get(`${file}/000000`)).equals(part))
}

async function tryRights(bucket: Bucket): Promise<void> {
  const [store, file, part] = [byteBucket(bucket), newId(), Buffer.from('x')]
  await store.put(`${file}/000000`, part)
  expectThat('whoever may use the bucket does', (await store.get(`${file}/000000`)).equals(part))
  for (const [what, change] of [
    ['a wrong secret', { secret: 'wrong' }],
    ['a key that nobody has', { keyId: 'AKIANOBODYNOBODYNOBO' }],
    ['a bucket that is not there', { endpoint: new URL('/nowhere', bucket.endpoint).href }],
    ['a server that is not there', { endpoint: `http://127.0.0.1:${await freePort()}/evidence` }],
  ] as const) {
    const other = byteBucket({ ...bucket, ...change })
    await expectRefusal(`${what}: put`, 'storeAway', other.put(`${file}/000000`, part))
    await expectRefusal(`${what}: get`, what.includes('bucket') ? 'notFound' : 'storeAway', other.get(`${file}/000000`))
    await expectRefusal(`${what}: list`, 'storeAway', other.list())
  }
  const tarpit = await startTarpit()
  const hangs = byteBucket({ ...bucket, endpoint: `http://127.0.0.1:${tarpit.port}/evidence` })
  await expectRefusal('a server that hangs: put', 'storeAway', hangs.put(`${file}/000000`, part))
  await expectRefusal('a server that hangs: get', 'storeAway', hangs.get(`${file}/000000`))
  await expectRefusal('a server that hangs: remove', 'storeAway', hangs.remove(file))
  tarpit.close()
}

/** Up and down through the portal's own pages. */
async function tryPortal(bucket: Bucket | null, clamd: string | null): Promise<void> {
  const environment = {
    ...(bucket && { MADOGUCHI_S3_ENDPOINT: bucket.endpoint, MADOGUCHI_S3_REGION: bucket.region }),
    ...(bucket && { MADOGUCHI_S3_KEY_ID: bucket.keyId, MADOGUCHI_S3_SECRET: bucket.secret }),
    ...(clamd && { MADOGUCHI_CLAMD: clamd }),
  }
  const portal = await startPortal({ environment })
  const database = openDatabase({ url: portal.databaseUrl, keyring: openKeyring(portal.keysFile), connections: 1 })
  try {
    const anyone = { kind: 'anyone' } as const
    const { id, reference } = await startReport({ db: database.as(anyone), actor: anyone, now: new Date() }, 'en')
    const holder: Holder & { reference: string } = { kind: 'holder', reportId: id, reference }
    const cookie = await signIn(database, 'report', holder)
    const address = `${portal.origin}/reports/${reference}/files`
    const headers = { Cookie: cookie, 'Accept-Language': 'en' }
    const upload = (name: string, bytes: BlobPart) => {
      const body = new FormData()
      body.set('item', 'attachments')
      body.set('lane', 'plain')
      body.set('file', new Blob([bytes]), name)
      return fetch(address, { method: 'POST', body, headers, redirect: 'manual' })
    }
    const plain = randomBytes(9_000_000)
    expectThat('9 MB are taken', (await upload('large.bin', plain)).status === 303)
    expectThat('EICAR is taken', (await upload('eicar.com', eicar)).status === 303)
    const page = await (await fetch(address, { headers })).text()
    const ids = [...page.matchAll(/id="file-([0-9a-f-]{36})"/g)].map(([, one = '']) => one)
    const back = await (await fetch(`${portal.origin}/files/${reference}/${ids[0]}`, { headers })).bytes()
    const digest = createHash('sha256').update(plain).digest('hex')
    expectThat('9 MB come back as they were', createHash('sha256').update(back).digest('hex') === digest)
    if (clamd) expectThat('EICAR is found, and said so', page.includes('Eicar-Test-Signature'))
    if (clamd) expectThat('the other file is clean', page.includes('Nothing was found'))
    if (!bucket) return
    for (const one of ids) await fetch(`${address}/${one}`, { method: 'POST', headers, redirect: 'manual' })
    expectThat('what is taken out is gone from the bucket', (await byteBucket(bucket).list()).length === 0)
  } finally {
    await database.end()
    await portal.stop()
    await removePortal(portal.folder)
  }
}
