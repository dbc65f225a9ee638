/** The built portal with its demo world, on a free port, with data of its own: what a test visits. */
import { removePortal, startPortal, temporaryFolder } from '#test/bench/portal.ts'

export interface TestServer {
  origin: string
  folder: string
  stop(): Promise<void>
}

export async function startServer(environment: Readonly<Record<string, string>> = {}): Promise<TestServer> {
  const folder = temporaryFolder()
  const portal = await startPortal({ folder, environment: { NODE_ENV: 'test', MADOGUCHI_DEMO: '1', ...environment } })
  return {
    origin: portal.origin,
    folder,
    async stop() {
      await portal.stop()
      await removePortal(folder)
    },
  }
}
