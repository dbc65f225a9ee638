/**
 * The built portal with its demo world, on a free port: what a test visits. The process and the database are its own;
 * the database is a copy on the server of the run, so that nobody waits for a new one and its stories.
 */
import { copyFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { startPortal, temporaryFolder, type Portal } from '#test/bench/portal.ts'
import { cloneOfDemo } from './clone.ts'

export interface TestServer extends Portal {
  /** Ends the process in order and starts another on the same data, at the same address: days later, say. */
  restart(environment: Readonly<Record<string, string>>): Promise<void>
}

const demo = { NODE_ENV: 'test', MADOGUCHI_DEMO: '1', NODE_COMPILE_CACHE: '.tmp/compiled' }

export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const [folder, clone] = [temporaryFolder(), await cloneOfDemo()]
  copyFileSync(inject('server').keyFile, path.join(folder, 'keys.json'))
  const own = { ...demo, DATABASE_URL: clone.url, ...environment }
  const first = await startPortal({ folder, environment: own })
  const port = Number(new URL(first.origin).port)
  let running = first
  return {
    ...first,
    async restart(changed) {
      await running.stop()
      running = await startPortal({ folder, port, environment: { ...own, ...changed } })
    },
    async stop() {
      await running.stop()
      await clone.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
