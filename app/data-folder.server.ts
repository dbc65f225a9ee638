import fs from 'node:fs'
import path from 'node:path'

import { ConfigError } from './config.server.ts'

/** Bytes there must be before the first start: what the database begins with, and some for it to go on. */
const firstRoom = 768_000_000

/**
 * Made, and written to once, before anything else is begun there. Throws a ConfigError that names the setting where no
 * folder can be, nothing can be written, or there is too little room to begin.
 */
export function makeDataFolder(folder: string): void {
  makeFolder('MADOGUCHI_DATA_DIR', folder)
  if (fs.existsSync(path.join(folder, 'pg/cluster'))) return
  const { bavail, bsize } = fs.statfsSync(folder)
  const free = bavail * bsize
  if (free >= firstRoom) return
  const [has, needs] = [free, firstRoom].map((bytes) => `${Math.floor(bytes / 1e6)} MB`)
  throw new ConfigError(`MADOGUCHI_DATA_DIR is wrong: ${folder} has ${has} free, and a new portal needs ${needs}.`)
}

/** The same for any folder that was configured, without a look at the room. `mode` is of the last one. */
export function makeFolder(setting: string, folder: string, mode = 0o777): void {
  try {
    makeWay(path.resolve(folder), mode)
  } catch (error) {
    throw new ConfigError(`${setting} is wrong: no folder can be made at ${folder} (${codeOf(error)}).`)
  }
  const trial = path.join(folder, `.trial-${process.pid}`)
  try {
    fs.writeFileSync(trial, 'x', { flag: 'wx', mode: 0o600 })
    fs.rmSync(trial)
  } catch (error) {
    throw new ConfigError(`${setting} is wrong: nothing can be written in ${folder} (${codeOf(error)}).`)
  }
}

/** Step by step: Node's own way of making all the folders never ends below /proc, where none can be made. */
function makeWay(folder: string, mode?: number): void {
  if (fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
  if (path.dirname(folder) !== folder) makeWay(path.dirname(folder))
  fs.mkdirSync(folder, { mode })
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
