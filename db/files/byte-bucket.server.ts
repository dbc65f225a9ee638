/** Bytes in a bucket of any S3 store. Each part of a file is an object of its own, so that no upload is ever half there. */
import { S3mini, S3ServiceError } from 's3mini'
import { StoreRefusal } from '#db/refusal.ts'
import { checkName, type ByteStore } from './byte-store.server.ts'

export interface Bucket {
  /** With the bucket: https://s3.ap-northeast-1.amazonaws.com/evidence */
  endpoint: string
  region: string
  keyId: string
  secret: string
}

/** A part has 4 MiB: a store that takes longer than this is away, and a page can still say so within five seconds. In ms. */
const patience = 3_700

export function byteBucket({ endpoint, region, keyId, secret }: Bucket, prefix = 'files/'): ByteStore {
  const s3 = new S3mini({
    endpoint,
    region,
    accessKeyId: keyId,
    secretAccessKey: secret,
    requestAbortTimeout: patience,
  })
  const keysOf = async (under: string) => (await s3.listObjects('/', `${prefix}${under}`)) ?? []
  return {
    room: () => Promise.resolve(null),
    put: (name, bytes) =>
      asked(async () => {
        const { ok, status } = await s3.putObject(
          prefix + checkName(name),
          Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
        )
        if (!ok) throw new StoreRefusal(status === 507 ? 'storeFull' : 'storeAway', `the bucket answered ${status}`)
      }),
    get: (name) =>
      asked(async () => {
        const bytes = await s3.getObjectArrayBuffer(prefix + checkName(name))
        if (bytes === null) throw new StoreRefusal('notFound', `no bytes of ${name}`)
        return Buffer.from(bytes)
      }),
    remove: (file) =>
      asked(async () => {
        const keys = (await keysOf(`${checkName(file)}/`)).map(({ Key }) => Key)
        if (keys.length > 0) await s3.deleteObjects(keys)
      }),
    parts: (file) =>
      asked(async () => (await keysOf(`${checkName(file)}/`)).map(({ Key }) => Key.slice(prefix.length)).toSorted()),
    list: () =>
      asked(async () => {
        const files = new Map<string, Date>()
        for (const { Key, LastModified } of await keysOf('')) {
          const [file = ''] = Key.slice(prefix.length).split('/')
          const at = new Date(LastModified)
          const before = files.get(file)
          if (!before || at < before) files.set(file, at)
        }
        return [...files].map(([file, since]) => ({ file, since }))
      }),
  }
}

async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw refusalOf(error)
  }
}

/** A full bucket says so by its status; whatever else it says or leaves unsaid, it is not there for us. */
function refusalOf(error: unknown): unknown {
  if (error instanceof StoreRefusal) return error
  if (error instanceof S3ServiceError && error.status === 507)
    return new StoreRefusal('storeFull', 'the bucket is full')
  return new StoreRefusal('storeAway', error instanceof Error ? error.name : 'the bucket does not answer')
}
