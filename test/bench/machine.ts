/** What the figures were measured on. */
import os from 'node:os'

export interface Machine {
  node: string
  processors: number
  model: string
  memoryGigabytes: number
  /** Load of the last minute before the run: above 1 somebody else was at work. */
  loadBefore: number
  at: string
}

export function describeMachine(now: Date): Machine {
  return {
    node: process.version,
    processors: os.availableParallelism(),
    model: os.cpus()[0]?.model ?? 'unknown',
    memoryGigabytes: Math.round(os.totalmem() / 1e9),
    loadBefore: Math.round((os.loadavg()[0] ?? 0) * 100) / 100,
    at: now.toISOString(),
  }
}
