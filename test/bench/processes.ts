/** What a process and everything below it have used, read from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ: what /proc counts processor time in. 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

interface Line {
  pid: number
  parent: number
  /** Own time and that of children which have ended, in ticks. */
  ticks: number
}

/** Processor time of a process and all below it (server, postmaster, backends, workers), in milliseconds. */
export function cpuOf(root: number): number {
  const ticks = treeOf(root).reduce((sum, line) => sum + line.ticks, 0)
  return (ticks * 1000) / ticksPerSecond
}

/** The same, told apart: the process itself, and what hangs below it. */
export function cpuBy(root: number): { own: number; below: number } {
  const own = (lineOf(root)?.ticks ?? 0) * (1000 / ticksPerSecond)
  return { own, below: cpuOf(root) - own }
}

/** Resident memory of one process, and the most it ever had, in megabytes (10^6 bytes). */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
  return { now: (kibibytes('VmRSS') * 1024) / 1e6, peak: (kibibytes('VmHWM') * 1024) / 1e6 }
}

/** All processes below one, not itself. */
export const pidsBelow = (root: number): number[] => treeOf(root).flatMap(({ pid }) => (pid === root ? [] : [pid]))

function treeOf(root: number): Line[] {
  const lines = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (lineOf(Number(name)) ?? []) : []))
  const children = Map.groupBy(lines, ({ parent }) => parent)
  const found: Line[] = []
  const open = lines.filter(({ pid }) => pid === root)
  for (let line = open.pop(); line; line = open.pop()) {
    found.push(line)
    open.push(...(children.get(line.pid) ?? []))
  }
  return found
}

/** Null when it has ended meanwhile. The name in brackets may hold spaces and brackets itself. */
function lineOf(pid: number): Line | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { pid, parent: Number(fields[1]), ticks }
  } catch {
    return null
  }
}
