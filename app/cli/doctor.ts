/** `madoguchi doctor`: is everything in place? One line each; the exit code is 1 when something is not. */
import postgres, { type Sql } from 'postgres'
import { openAsKeeper } from '#db/client.server.ts'
import { checkKeys } from '#db/keys.server.ts'
import { say, withStore, type CommandStore } from './store.ts'

type Finding = [what: string, good: boolean, found: string]

export async function run(): Promise<number> {
  say(line(['node', typeof Temporal !== 'undefined', process.version]))
  try {
    return await withStore(examine)
  } catch (error) {
    say(line(['store', false, error instanceof Error ? error.message : String(error)]))
    return 1
  }
}

async function examine({ url, keyring }: CommandStore): Promise<number> {
  const [owner, keeper] = [postgres(url, { max: 1 }), openAsKeeper(url)]
  try {
    const findings = [...(await settings(owner)), await migrations(owner), await keys(keeper, keyring)]
    for (const finding of findings) say(line(finding))
    return findings.every(([, good]) => good) ? 0 : 1
  } finally {
    await Promise.all([owner.end(), keeper.end()])
  }
}

/** What durability and the silence of the server's log rest on. */
async function settings(sql: Sql): Promise<Finding[]> {
  const wanted: Record<string, string> = {
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    log_statement: 'none',
    log_parameter_max_length_on_error: '0',
    log_min_messages: 'log',
  }
  const rows = await sql<{ name: string; setting: string }[]>`
    select name, setting from pg_settings where name in ${sql(Object.keys(wanted))} order by name`
  return rows.map(({ name, setting }) => [name, setting === wanted[name], setting])
}

async function migrations(sql: Sql): Promise<Finding> {
  const rows = await sql<{ name: string }[]>`select name from migrations order by name`
  return ['migrations', rows.length > 0, rows.at(-1)?.name ?? 'none']
}

async function keys(sql: Sql, keyring: CommandStore['keyring']): Promise<Finding> {
  const { held, broken } = await checkKeys(sql, keyring)
  const total = Object.values(held).reduce((sum, count) => sum + count, 0)
  return ['keys', broken.length === 0, `${total - broken.length} of ${total} data keys open`]
}

const line = ([what, good, found]: Finding) => `${good ? 'ok  ' : 'FAIL'}  ${what.padEnd(36)} ${found}`
