/** One PostgreSQL for a whole test run, with one migrated template that every test file clones. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded, stopEmbedded } from '#db/embedded.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { prepareDatabase } from '#db/migrate.server.ts'
import { isAlive } from '#db/postmaster.server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: { url: string; folder: string; keyFile: string }
  }
}

export const template = 'madoguchi_template'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep()
  const folder = `.tmp/postgres-${process.pid}-${project.name}`
  mkdirSync(folder, { recursive: true })
  // Throw-away data: a commit need not reach the disk. What durability promises is tested with a server of its own.
  const server = await startEmbedded({ folder, settings: { fsync: 'off', max_connections: '200' } })
  const keyFile = `${folder}/keys.json`
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql.unsafe(`create database ${template}`)
  await sql.end()
  await prepareDatabase({ url: databaseUrl(server.url, template), keyring: openKeyring(keyFile, { create: true }) })
  project.provide('server', { url: server.url, folder, keyFile })

  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
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
    const run = name.match(/^postgres-(\d+)-/)?.[1]
    if (!run || isAlive(Number(run))) continue
    await stopEmbedded(`.tmp/${name}`)
    rmSync(`.tmp/${name}`, { recursive: true, force: true })
  }
}
