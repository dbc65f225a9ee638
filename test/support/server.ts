/**
 * The built portal with its demo world, on a free port: what a test visits. The database is a copy of its own on the
 * server of the run, and the portal lives with others in a process of the run: nobody waits for what is made once.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import path from 'node:path'
import { inject } from 'vitest'
import { cloneOfDemo } from './clone.ts'
import { order } from './portals.ts'

export interface TestServer {
  origin: string
  folder: string
  /** The owner's connection string; the portal itself serves as madoguchi_app. */
  databaseUrl: string
  keysFile: string
  /** Ends the portal in order and starts another on the same data, at the same address: days later, say. */
  restart(environment: Readonly<Record<string, string>>): Promise<void>
  stop(): Promise<void>
}

const demo = {
  NODE_ENV: 'test',
  MADOGUCHI_DEMO: '1',
  MADOGUCHI_FILES_RESERVE: '1000000', // a run may live in memory
  HOST: '127.0.0.1',
  LOG_LEVEL: 'info',
}

export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const { keyFile, folder: run } = inject('server')
  const [folder, clone] = [mkdtempSync(path.join(run, 'portal-')), await cloneOfDemo()]
  const keysFile = path.join(folder, 'keys.json')
  copyFileSync(keyFile, keysFile)
  const own = { ...demo, DATABASE_URL: clone.url, MADOGUCHI_DATA_DIR: folder, MADOGUCHI_KEYS: keysFile, ...environment }
  const { origin, restart, stop } = await openPortalWith(own)
  return {
    origin,
    folder,
    databaseUrl: clone.url,
    keysFile,
    restart,
    async stop() {
      await stop()
      await clone.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** With these settings and no others: a portal on data that lie somewhere already, say. */
export async function openPortalWith(
  own: Readonly<Record<string, string>>,
): Promise<Pick<TestServer, 'origin' | 'restart' | 'stop'>> {
  const { controls } = inject('server')
  const control = controls[Number(process.env['VITEST_POOL_ID'] ?? 0) % controls.length] ?? ''
  const port = await order(control, { open: { ...own, PORT: '0' } })
  return {
    origin: `http://127.0.0.1:${port}`,
    async restart(changed) {
      await order(control, { close: port })
      await order(control, { open: { ...own, PORT: String(port), ...changed } })
    },
    stop: async () => void (await order(control, { close: port })),
  }
}
