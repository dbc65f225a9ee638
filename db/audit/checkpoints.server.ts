/**
 * Signed checkpoints, kept outside the database: a chain alone does not show that its end was cut off, or that all of it
 * was written anew. Each file names the heads that moved since the last one, and the last one's digest.
 */
import { createHash, verify } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { z } from 'zod'
import type { Keyring } from '#db/sealing/keyring.server.ts'
import { type Head, rootOf } from './audit-chain.ts'
import { listHeads } from './audit-verify.server.ts'

const checkpoint = z.object({
  number: z.number().int().positive(),
  at: z.iso.datetime(),
  cases: z.number().int(),
  root: z.hex(),
  previous: z.hex().nullable(),
  /** Report id → [sequence, hash] of the heads that moved. */
  heads: z.record(z.uuid(), z.tuple([z.number().int().nonnegative(), z.hex()])),
  signature: z.base64(),
})
export type Checkpoint = z.infer<typeof checkpoint>

/** What was signed for each report, oldest first. */
export type Signed = ReadonlyMap<string, readonly Head[]>

export interface Checkpoints {
  signed: Signed
  count: number
  last: string | null
}

/** Reads and checks all checkpoints. Error: the first file that is missing, unsigned, or does not follow the one before. */
export function readCheckpoints(folder: string, keyring: Keyring): Checkpoints {
  const signed = new Map<string, Head[]>()
  let last: string | null = null
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^\d{6}\.json$/.test(name)) : []
  for (const [index, name] of files.toSorted().entries()) {
    const text = readFileSync(join(folder, name), 'utf8')
    const read = parse(text, name)
    if (read.number !== index + 1 || name !== nameOf(read.number))
      throw new Error(`checkpoint ${nameOf(index + 1)} is missing`)
    if (!verify(null, messageOf(read), keyring.publicKey(), Buffer.from(read.signature, 'base64'))) {
      throw new Error(`checkpoint ${name} is not signed by this portal`)
    }
    if (read.previous !== last) throw new Error(`checkpoint ${name} does not follow the one before`)
    for (const [reportId, [sequence, hash]] of Object.entries(read.heads)) {
      signed.set(reportId, [...(signed.get(reportId) ?? []), { sequence, hash }])
    }
    if (read.root !== rootOf(latest(signed))) throw new Error(`checkpoint ${name} does not add up`)
    last = digestOf(text)
  }
  return { signed, count: files.length, last }
}

/** Signs where all chains stand. Null when nothing moved since the last checkpoint. */
export async function writeCheckpoint(sql: Sql, folder: string, keyring: Keyring, now: Date): Promise<string | null> {
  const { signed, count, last } = readCheckpoints(folder, keyring)
  const before = latest(signed)
  const heads = await listHeads(sql)
  const moved = [...heads].filter(([reportId, { sequence, hash }]) => {
    const known = before.get(reportId)
    return known?.sequence !== sequence || known.hash !== hash
  })
  if (moved.length === 0) return null
  const unsigned = {
    number: count + 1,
    at: now.toISOString(),
    cases: before.size + moved.filter(([reportId]) => !before.has(reportId)).length,
    root: rootOf(new Map([...before, ...heads])),
    previous: last,
    heads: Object.fromEntries(
      moved.map(([reportId, { sequence, hash }]): [string, [number, string]] => [reportId, [sequence, hash]]),
    ),
  }
  const signature = keyring.sign(messageOf(unsigned)).toString('base64')
  return store(folder, nameOf(unsigned.number), JSON.stringify({ ...unsigned, signature }, null, 1) + '\n')
}

/** What is signed, line by line; a verifier in another language can rebuild it. */
function messageOf({ number, at, cases, root, previous, heads }: Omit<Checkpoint, 'signature'>): Buffer {
  const moved = Object.entries(heads).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const lines = moved.map(([reportId, [sequence, hash]]) => `${reportId} ${sequence} ${hash}`)
  return Buffer.from(['madoguchi checkpoint', number, at, cases, root, previous ?? '-', ...lines].join('\n') + '\n')
}

const latest = (signed: Signed) =>
  new Map(
    [...signed].flatMap(([reportId, heads]): [string, Head][] => {
      const last = heads.at(-1)
      return last ? [[reportId, last]] : []
    }),
  )

function parse(text: string, name: string): Checkpoint {
  try {
    return checkpoint.parse(JSON.parse(text))
  } catch {
    throw new Error(`checkpoint ${name} cannot be read`)
  }
}

const nameOf = (number: number) => `${String(number).padStart(6, '0')}.json`

const digestOf = (text: string) => createHash('sha256').update(text).digest('hex')

function store(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const aside = join(folder, `.${name}`)
  const file = openSync(aside, 'w', 0o600)
  writeFileSync(file, text) // goes on until all is written; a full disk takes the beginning and says nothing
  fsyncSync(file)
  closeSync(file)
  renameSync(aside, join(folder, name))
  const parent = openSync(folder, 'r')
  fsyncSync(parent)
  closeSync(parent)
  return join(folder, name)
}
