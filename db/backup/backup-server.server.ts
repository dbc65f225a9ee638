/** A server of one's own is dumped and restored by its own tools (pg_dump, pg_restore), when they are installed. */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { BackupRefusal } from './backup-manifest.server.ts'

/** Everything, in PostgreSQL's own archive format. Needs a role that row security does not bind. */
export const dumpServer = (url: string, file: string): Promise<void> =>
  tool('pg_dump', url, ['--format=custom', `--file=${file}`])

/** Whole or not at all, into a database with nothing in it and with both roles there. */
export const restoreServer = (url: string, file: string): Promise<void> =>
  tool('pg_restore', url, ['--exit-on-error', '--single-transaction', `--dbname=${nameOf(url)}`, file])

/** Errors: BackupRefusal with what the tool said last. */
async function tool(name: string, url: string, args: string[]): Promise<void> {
  const child = spawn(name, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...path(), ...login(url) } })
  const { promise, resolve, reject } = Promise.withResolvers<number | null>()
  child.once('error', reject).once('close', resolve)
  const [said, code] = await Promise.all([text(child.stderr), promise]).catch(() => [null, null] as const)
  if (said === null) throw new BackupRefusal(`${name} is not installed: use the tools of your PostgreSQL server.`)
  if (code !== 0) throw new BackupRefusal(`${name} failed: ${lastOf(said) || `it ended with ${code}`}`)
}

const path = () => (process.env.PATH ? { PATH: process.env.PATH } : {})

/** A message of libpq may have a second line, which says what to do about the first. */
const lastOf = (said: string) => said.trim().split('\n').slice(-2).join(' ')

/** In the environment: arguments are read by everybody on the machine. */
export function login(url: string): Record<string, string> {
  const { hostname, port, username, password, searchParams } = new URL(url)
  const sslmode = searchParams.get('sslmode')
  return {
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: nameOf(url),
    ...(sslmode ? { PGSSLMODE: sslmode } : {}),
    ...(sslmode === 'verify-full' ? { PGSSLROOTCERT: trusted() } : {}),
  }
}

/** Whom the portal trusts, the tools do, too: libpq alone knows no authority, not even those of the system. */
const trusted = () => process.env['PGSSLROOTCERT'] ?? process.env['NODE_EXTRA_CA_CERTS'] ?? 'system'

const nameOf = (url: string) => decodeURIComponent(new URL(url).pathname.slice(1)) || 'postgres'
