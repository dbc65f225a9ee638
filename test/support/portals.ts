/** The processes in which the portals of a test run live: started with the run, ended with it. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { serving } from '#test/bench/portal.ts'
import { patient } from './heap.ts'

export type PortalOrder = { open: Readonly<Record<string, string>> } | { close: number }

export interface PortalProcesses {
  /** Where each is told what to open and close. */
  controls: string[]
  stop(): Promise<void>
}

/** One for each processor. The first compiles the application for the others, and for the workers of the run. */
export async function startPortalProcesses(log: string): Promise<PortalProcesses> {
  const output = openSync(log, 'w')
  const { environment } = serving()
  const start = async () => {
    const child = fork('test/support/portals-process.ts', {
      execArgv: patient,
      env: { ...process.env, ...environment, NODE_COMPILE_CACHE: '.tmp/compiled' },
      stdio: ['ignore', output, output, 'ipc'],
    })
    const [port] = await once(child, 'message')
    return { child, control: `http://127.0.0.1:${port}` }
  }
  const first = await start()
  const others = Array.from({ length: availableParallelism() - 1 }, start)
  const started = [first, ...(await Promise.all(others))]
  return {
    controls: started.map(({ control }) => control),
    stop: async () => void (await Promise.all(started.map(({ child }) => end(child)))),
  }
}

/** Asks one of the processes. Errors: why the portal does not start. */
export async function order(control: string, told: PortalOrder): Promise<number> {
  const answer = await fetch(control, { method: 'POST', body: JSON.stringify(told) })
  if (!answer.ok) throw new Error(`the portal did not start: ${await answer.text()}`)
  const { port } = (await answer.json()) as { port: number } // as portals-process.ts writes it
  return port
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.disconnect()
  await ended
}
