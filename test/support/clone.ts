/** Databases of one's own on the server of the run, each a copy of a template: tens of milliseconds instead of seconds. */
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'
import { seedDemo, type DemoReceipt } from '#app/demo.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { extractAll } from './extracts.ts'
import { databaseUrl, template } from './global-database.ts'

const demoTemplate = 'madoguchi_demo_template'
const oneAtATime = 7_319_026_002 // advisory lock: whoever needs the demo world first makes it for all

export interface Clone {
  /** The owner's connection string. */
  url: string
  drop(): Promise<void>
}

export const cloneOfEmpty = (): Promise<Clone> => cloneOf(template)

let demoIsTold: Promise<unknown> | null = null

/** With the people and reports of the demo, told once per run. */
export async function cloneOfDemo(): Promise<Clone> {
  demoIsTold ??= root().begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(${oneAtATime})`
    const [known] = await tx`select from pg_database where datname = ${demoTemplate}`
    if (!known) await makeDemoTemplate()
  })
  await demoIsTold
  return cloneOf(demoTemplate)
}

/** Made aside and renamed when whole; findable at once, so that no portal does it again. */
async function makeDemoTemplate(): Promise<void> {
  const { url } = await cloneOf(template)
  const database = openDatabase({ url, keyring: openKeyring(inject('server').keyFile), connections: 8 })
  const receipt = await seedDemo(database, new Date())
  writeFileSync(receiptFile(), JSON.stringify(receipt))
  await extractAll(database)
  await database.end()
  await root().unsafe(`alter database ${nameIn(url)} rename to ${demoTemplate}`)
}

/** What was printed when the demo was told. */
export const demoReceipt = () => JSON.parse(readFileSync(receiptFile(), 'utf8')) as DemoReceipt // as written above
const receiptFile = () => path.join(inject('server').folder, 'demo-receipt.json')

/** As files, which costs least where a checkpoint has no disk to wait for. */
async function cloneOf(source: string): Promise<Clone> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await root().unsafe(`create database ${name} template ${source} strategy file_copy`)
  return {
    url: databaseUrl(inject('server').url, name),
    drop: () => drop(name),
  }
}

/**
 * Waits up to five seconds for whoever is about to leave: to be thrown out at that moment is an error that nobody in
 * their process listens for any more, and ends it. Who stays longer is thrown out.
 */
async function drop(name: string): Promise<void> {
  try {
    await root().unsafe(`drop database ${name}`)
  } catch {
    await root().unsafe(`drop database ${name} with (force)`)
  }
}

let opened: Sql | null = null

/** The server's owner: two connections for all files of a worker, as the one that tells the demo also makes a copy. */
const root = (): Sql => (opened ??= postgres(inject('server').url, { max: 2, onnotice: () => {} }))

const nameIn = (url: string) => new URL(url).pathname.slice(1)
