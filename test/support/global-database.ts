/** What a whole test run has once: a PostgreSQL with a migrated template that test files clone, and places for portals. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded, stopEmbedded } from '#db/cluster/embedded.server.ts'
import { isAlive } from '#db/cluster/postmaster.server.ts'
import { openKeyring } from '#db/sealing/keyring.server.ts'
import { startPortalProcesses } from './portals.ts'
import { layCluster, prepareCluster } from './prepared-cluster.ts'
import { memory, scratch } from './scratch.ts'

export interface TestStore {
  url: string
  /** A Unix socket of the same server. */
  socket: string | null
  folder: string
  keyFile: string
  /** A cluster that has been migrated and does not run; see prepared-cluster.ts. */
  prepared: string
  /** What the build compiled for a start, before any portal could add to it. */
  compiled: string
  /** Of the processes in which portals live. */
  controls: string[]
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

/** Throw-away data: a commit need not reach the disk. What durability promises is tested with servers of its own. */
const hasty = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  autovacuum: 'off',
  max_connections: '300',
  scram_iterations: '1', // a run connects a thousand times, and need not count 4,096 rounds each time
}

async function start(): Shared['started'] {
  await sweep()
  const folder = path.join(scratch(), `madoguchi-tests-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const [prepared, keyFile] = [preparedIn(folder), `${folder}/keys.json`]
  await prepareCluster(prepared, openKeyring(keyFile, { create: true }), hasty)
  layCluster(prepared, folder)
  const server = await startEmbedded({ folder, settings: hasty })
  const sql = postgres(databaseUrl(server.url, 'template1'), { max: 1, onnotice: () => {} }) // nobody may be in what is copied
  await sql.unsafe(`create database ${template} template postgres strategy file_copy`)
  await sql.unsafe(`alter role postgres password '${new URL(server.url).password}'`) // initdb counted 4,096 rounds
  await sql.end()
  const compiled = path.join(folder, 'compiled')
  if (existsSync('build/compiled')) cpSync('build/compiled', compiled, { recursive: true })
  const portals = await startPortalProcesses(`${folder}/portals.log`)
  const stop = async () => {
    await portals.stop()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const { url, socket } = server
  return { url, socket, folder, keyFile, prepared, compiled, controls: portals.controls, stop }
}

const preparedIn = (folder: string) => path.join(folder, 'prepared')

export function databaseUrl(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** A run that was killed leaves its server and its data behind. */
async function sweep(): Promise<void> {
  const places = [memory, tmpdir()].filter((place) => existsSync(place))
  for (const folder of places.flatMap((place) => readdirSync(place).map((name) => path.join(place, name)))) {
    const process = /\/madoguchi-tests-(\d+)$/.exec(folder)?.[1]
    if (!process || isAlive(Number(process))) continue
    for (const server of [folder, preparedIn(folder)]) await stopEmbedded(server)
    rmSync(folder, { recursive: true, force: true })
  }
}
