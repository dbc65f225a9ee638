/** One PostgreSQL for a whole test run, with one migrated template that every test file clones. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded, stopEmbedded } from '#db/embedded.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { prepareDatabase } from '#db/migrate.server.ts'
import { isAlive } from '#db/postmaster.server.ts'

export interface TestStore {
  url: string
  folder: string
  keyFile: string
}

declare module 'vitest' {
  interface ProvidedContext {
    server: TestStore
  }
}

export const template = 'madoguchi_template'

interface Shared {
  started: Promise<TestStore & { stop(): Promise<void> }>
  projects: number
}

/** Each project loads this file anew; what they share hangs on the process. */
const run: { madoguchiTestStore?: Shared } & typeof globalThis = globalThis

/** The project that comes first starts the server, the one that goes last stops it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const shared = (run.madoguchiTestStore ??= { started: start(), projects: 0 })
  shared.projects += 1
  const { stop, ...server } = await shared.started
  project.provide('server', server)
  return async () => {
    shared.projects -= 1
    if (shared.projects > 0) return
    delete run.madoguchiTestStore
    await stop()
  }
}

async function start(): Shared['started'] {
  await sweep()
  const folder = `.tmp/postgres-${process.pid}`
  mkdirSync(folder, { recursive: true })
  // Throw-away data: a commit need not reach the disk. What durability promises is tested with a server of its own.
  const server = await startEmbedded({ folder, settings: { fsync: 'off', max_connections: '300' } })
  const keyFile = `${folder}/keys.json`
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${template}`)
  await sql.end()
  await prepareDatabase({ url: databaseUrl(server.url, template), keyring: openKeyring(keyFile, { create: true }) })
  const stop = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { url: server.url, folder, keyFile, stop }
}

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** A run that was killed leaves its server and its data behind. */
async function sweep(): Promise<void> {
  mkdirSync('.tmp', { recursive: true })
  for (const name of readdirSync('.tmp')) {
    const process = name.match(/^postgres-(\d+)/)?.[1]
    if (!process || isAlive(Number(process))) continue
    await stopEmbedded(`.tmp/${name}`)
    rmSync(`.tmp/${name}`, { recursive: true, force: true })
  }
}
