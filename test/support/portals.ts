/** The processes in which the portals of a test run live: started with the run, ended with it. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { serving } from '#test/bench/portal.ts'

export type PortalOrder = { open: Readonly<Record<string, string>> } | { close: number }

export interface PortalProcesses {
  /** Where each is told what to open and close. */
  controls: string[]
  stop(): Promise<void>
}

/** One for each processor. They load the application when they are first asked for a portal. */
export async function startPortalProcesses(log: string): Promise<PortalProcesses> {
  const output = openSync(log, 'w')
  const { flags, environment } = serving()
  const started = Array.from({ length: availableParallelism() }, () =>
    fork('test/support/portals-process.ts', {
      execArgv: flags,
      env: { ...process.env, ...environment, NODE_COMPILE_CACHE: '.tmp/compiled' },
      stdio: ['ignore', output, output, 'ipc'],
    }),
  )
  const controls = await Promise.all(
    started.map(async (child) => `http://127.0.0.1:${(await once(child, 'message'))[0]}`),
  )
  return { controls, stop: async () => void (await Promise.all(started.map(end))) }
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
