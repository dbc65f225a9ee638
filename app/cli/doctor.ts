/** `madoguchi doctor`: is everything in place? One line each; the exit code is 1 when something is not. */
import postgres, { type Sql } from 'postgres'
import { openAsKeeper, openDatabase } from '#db/client.server.ts'
import { countMails } from '#db/mail-states.server.ts'
import { checkKeys } from '#db/keys.server.ts'
import type { Config } from '#app/config.server.ts'
import { problemOf } from '#app/notices/mail-problem.ts'
import { openMailer, senderOf } from '#app/notices/mailer.server.ts'
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

async function examine(store: CommandStore): Promise<number> {
  const { url, keyring, config } = store
  const [owner, keeper] = [postgres(url, { max: 1 }), openAsKeeper(url)]
  try {
    const findings = [...(await settings(owner)), await migrations(owner), await keys(keeper, keyring)]
    findings.push(...(await mailing(config)), ...(await mails(store)))
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

/** Whether mails can go, and whether we would hear that one did not arrive. */
async function mailing({ smtpUrl, origin, bounceAddress }: Config): Promise<Finding[]> {
  if (smtpUrl === null) return [['mail server', true, 'SMTP_URL is not set: no mails are sent']]
  return [
    ['mail server', ...(await answers(smtpUrl))],
    ['mail links', origin !== null, origin ?? 'MADOGUCHI_ORIGIN is not set: mails can hold no link'],
    ['mail bounces', bounceAddress !== null, bounceAddress ?? 'MADOGUCHI_BOUNCES is not set: nobody hears of them'],
  ]
}

async function mails({ url, keyring, config: { databaseAppUrl } }: CommandStore): Promise<Finding[]> {
  const database = openDatabase({ url, keyring, connections: 1, ...(databaseAppUrl ? { appUrl: databaseAppUrl } : {}) })
  try {
    const { waiting, failed } = await database.as({ kind: 'worker' }).transaction((tx) => countMails(tx, new Date()))
    return [['mails', failed === 0, `${waiting} waiting, ${failed} failed; see /operator/notices`]]
  } finally {
    await database.end()
  }
}

async function answers(smtpUrl: string): Promise<[good: boolean, found: string]> {
  const mailer = openMailer(smtpUrl)
  try {
    await mailer.check()
    return [true, `answers; mails come from ${senderOf(smtpUrl)}`]
  } catch (error) {
    const { reason, answer } = problemOf(error)
    return [false, [reason, answer].filter(Boolean).join(' ')]
  } finally {
    mailer.close()
  }
}

const line = ([what, good, found]: Finding) => `${good ? 'ok  ' : 'FAIL'}  ${what.padEnd(36)} ${found}`
