import path from 'node:path'

import { z } from 'zod'

import type { Language } from '#app/i18n/language.ts'

const flag = z.stringbool({ truthy: ['1'], falsy: ['0', ''], error: 'it has to be 1 or 0' })

const gibibyte = 1024 ** 3
const noPort = 'it is no port: a whole number up to 65535'
const noLevel = 'it has to be fatal, error, warn, info, debug or silent'
const noBytes = 'it has to be a whole number of bytes, such as 2147483648'
const noCount = 'it has to be a whole number up to 1000000'
const noOrigin = 'it has to be an address such as https://portal.example.jp, without a path'

const noContacts = 'it has to be mailto:, tel: or https:// addresses with spaces between them'

/** Ways to reach somebody, each one a link. */
const contacts = z
  .string()
  .transform((text) => text.trim().split(/\s+/))
  .refine((all) => all.every(isContact), noContacts)

/** Digits and nothing else: what JavaScript takes for a number (0x1F, 1e3, a space) is a slip here. */
const whole = (least: number, most: number, error: string) =>
  z.string().regex(/^\d+$/, error).transform(Number).pipe(z.number(error).min(least, error).max(most, error))

const bytes = (usual: number) => whole(1, Number.MAX_SAFE_INTEGER, noBytes).default(usual)

const environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: whole(0, 65_535, noPort).optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'it is no postgres:// address' }).optional(),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'it is no postgres:// address' }).optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'it is no smtp:// or smtps:// address' })
    .refine(hasSender, 'what follows from= is no mail address')
    .optional(),
  MADOGUCHI_BOUNCES: z.email('it is no mail address').optional(),
  MADOGUCHI_BOUNCE_DOOR: z.url({ protocol: /^(lmtp|smtp)$/, error: 'it is no lmtp:// or smtp:// address' }).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], { error: noLevel }).optional(),
  MADOGUCHI_KEYS: z.string().min(1).optional(),
  MADOGUCHI_DATA_DIR: z.string().min(1).default('.data'),
  MADOGUCHI_FILES_DIR: z.string().min(1).optional(),
  MADOGUCHI_FILE_LIMIT: bytes(2 * gibibyte),
  MADOGUCHI_FILES_PER_REPORT: bytes(10 * gibibyte),
  MADOGUCHI_FILES_RESERVE: bytes(gibibyte),
  MADOGUCHI_FILES_PER_NETWORK: bytes(20 * gibibyte),
  MADOGUCHI_FILES_UNVERIFIED: bytes(100 * gibibyte),
  MADOGUCHI_S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'it is no http:// or https:// address' }).optional(),
  MADOGUCHI_S3_REGION: z.string().min(1).default('auto'),
  MADOGUCHI_S3_KEY_ID: z.string().min(1).optional(),
  MADOGUCHI_S3_SECRET: z.string().min(1).optional(),
  MADOGUCHI_CLAMD: z
    .string()
    .regex(/^(\/.+|.+:\d{1,5})$/, 'it has to be host:port or the path of a socket')
    .optional(),
  MADOGUCHI_ORIGIN: z
    .url({ protocol: /^https?$/, error: noOrigin })
    .refine(isOrigin, noOrigin)
    .optional(),
  MADOGUCHI_OPERATOR: z.string().min(1).optional(),
  MADOGUCHI_OPERATOR_EN: z.string().min(1).optional(),
  MADOGUCHI_CONTACT: contacts.optional(),
  MADOGUCHI_SECURITY_CONTACT: contacts.optional(),
  MADOGUCHI_DEMO: flag.default(false),
  MADOGUCHI_DEV: flag.default(false),
  MADOGUCHI_TRUST_PROXY: flag.default(false),
  MADOGUCHI_GUESTS_PER_MINUTE: whole(0, 1_000_000, noCount).default(120),
  MADOGUCHI_CLOCK: z.iso
    .datetime({ offset: true, error: 'it has to be a time such as 2026-12-28T09:00:00+09:00' })
    .optional(),
})

export const settingNames = Object.keys(environment.shape)

/** What the process was told at its start. Nobody reads the environment after this. */
export interface Config {
  production: boolean
  demo: boolean
  dev: boolean
  host: string
  /** The port asked for; without one the demo takes the next free port from 3000 on. */
  port: number | null
  /** The public address, when it is not the one listened on; https here makes cookies Secure. */
  origin: string | null
  /** Who runs the portal, and how people reach them; `security`: about weaknesses of the portal itself. */
  operator: { name: Record<Language, string> | null; contacts: readonly string[]; security: readonly string[] }
  trustProxy: boolean
  /** How many may start a report without an account in a minute, before each shows some work or waits. */
  guestsPerMinute: number
  dataDir: string
  keysFile: string | null
  /** Where files of evidence lie, sealed, unless there is a bucket for them. */
  filesDir: string
  bucket: { endpoint: string; region: string; keyId: string; secret: string } | null
  /** In bytes; see FileLimits. */
  fileLimits: { file: number; report: number; reserve: number; network: number; unverified: number }
  /** `host:port` or the path of a socket; null scans nothing. */
  clamd: string | null
  databaseUrl: string | null
  databaseAppUrl: string | null
  smtpUrl: string | null
  /** Where mails that cannot be delivered come back to; each with a token behind a plus. */
  bounceAddress: string | null
  /** Where the mail server hands them over, lmtp:// or smtp://, on this machine; null: by the command only. */
  bounceDoor: string | null
  logLevel: string
  /** What time it is said to be when the process starts, for tests and exercises; null is the real time. */
  clock: Date | null
}

/** A value of the environment that is wrong or missing; the message is one line that names it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

/** Parses the environment. Throws a ConfigError that names the first wrong value. */
export function readConfig(values: Readonly<Record<string, string | undefined>>): Config {
  refuseUnknown(values)
  refuseUnseen(values)
  const parsed = environment.safeParse(withoutEmpty(values))
  if (!parsed.success) throw new ConfigError(sentence(parsed.error.issues[0]))

  const read = parsed.data
  refuseDemoInProduction(read)
  refuseOwnerAlone(read)
  refuseOpenBounceDoor(read)
  refuseClockInProduction(read)
  refuseChecksInProduction(read)
  return {
    production: read.NODE_ENV === 'production',
    demo: read.MADOGUCHI_DEMO,
    dev: read.MADOGUCHI_DEV,
    host: read.HOST,
    port: read.PORT ?? null,
    origin: read.MADOGUCHI_ORIGIN ? new URL(read.MADOGUCHI_ORIGIN).origin : null,
    operator: operatorIn(read),
    trustProxy: read.MADOGUCHI_TRUST_PROXY,
    guestsPerMinute: read.MADOGUCHI_GUESTS_PER_MINUTE,
    dataDir: read.MADOGUCHI_DATA_DIR,
    keysFile: read.MADOGUCHI_KEYS ?? null,
    filesDir: read.MADOGUCHI_FILES_DIR ?? path.join(read.MADOGUCHI_DATA_DIR, 'files'),
    bucket: bucketIn(read),
    fileLimits: {
      file: read.MADOGUCHI_FILE_LIMIT,
      report: read.MADOGUCHI_FILES_PER_REPORT,
      reserve: read.MADOGUCHI_FILES_RESERVE,
      network: read.MADOGUCHI_FILES_PER_NETWORK,
      unverified: read.MADOGUCHI_FILES_UNVERIFIED,
    },
    clamd: read.MADOGUCHI_CLAMD ?? null,
    databaseUrl: withStrictTls('DATABASE_URL', read.DATABASE_URL),
    databaseAppUrl: withStrictTls('DATABASE_APP_URL', read.DATABASE_APP_URL),
    smtpUrl: read.SMTP_URL ?? null,
    bounceAddress: read.MADOGUCHI_BOUNCES ?? null,
    bounceDoor: read.MADOGUCHI_BOUNCE_DOOR ?? null,
    logLevel: read.LOG_LEVEL ?? (read.MADOGUCHI_DEMO ? 'warn' : 'info'),
    clock: read.MADOGUCHI_CLOCK ? new Date(read.MADOGUCHI_CLOCK) : null,
  }
}

function operatorIn(read: z.infer<typeof environment>): Config['operator'] {
  const { MADOGUCHI_OPERATOR: ja, MADOGUCHI_OPERATOR_EN: en = ja } = read
  return {
    name: ja && en ? { ja, en } : null,
    contacts: read.MADOGUCHI_CONTACT ?? [],
    security: read.MADOGUCHI_SECURITY_CONTACT ?? [],
  }
}

/** A bucket with no key would refuse the first file instead of the start; a key with no bucket is a name misspelt or left out. */
function bucketIn(read: z.infer<typeof environment>): Config['bucket'] {
  const { MADOGUCHI_S3_ENDPOINT: endpoint, MADOGUCHI_S3_KEY_ID: keyId, MADOGUCHI_S3_SECRET: secret } = read
  if (!endpoint && (keyId || secret))
    throw new ConfigError('MADOGUCHI_S3_ENDPOINT is missing: a key is for its bucket.')
  if (!endpoint) return null
  if (!keyId || !secret) throw new ConfigError('MADOGUCHI_S3_KEY_ID and MADOGUCHI_S3_SECRET are missing.')
  return { endpoint, region: read.MADOGUCHI_S3_REGION, keyId, secret }
}

/** A misspelt name would otherwise be a setting that silently does nothing. */
function refuseUnknown(values: Readonly<Record<string, string | undefined>>): void {
  const unknown = Object.keys(values).find((name) => name.startsWith('MADOGUCHI_') && !(name in environment.shape))
  if (unknown) throw new ConfigError(`${unknown} is not a setting of Madoguchi; check its spelling.`)
}

/** A settings file with the ends of lines of another system would name a folder, or a host, that looks right everywhere. */
function refuseUnseen(values: Readonly<Record<string, string | undefined>>): void {
  const name = settingNames.find((setting) => values[setting] !== values[setting]?.trim())
  if (name) throw new ConfigError(`${name} is wrong: there is a space or the end of a line around it.`)
}

/** Demo people sign in with one click: never next to real reports. */
function refuseDemoInProduction(read: z.infer<typeof environment>): void {
  if (read.MADOGUCHI_DEMO && read.NODE_ENV === 'production' && read.DATABASE_URL) {
    throw new ConfigError(
      'MADOGUCHI_DEMO=1 is refused in production with a DATABASE_URL: demo people need no password.',
    )
  }
}

/** The login that serves people owns nothing; next to real reports it is given, never made up from the owner's. */
function refuseOwnerAlone(read: z.infer<typeof environment>): void {
  if (read.NODE_ENV === 'production' && read.DATABASE_URL && !read.DATABASE_APP_URL) {
    throw new ConfigError('DATABASE_APP_URL is missing: production with a DATABASE_URL needs the login madoguchi_app.')
  }
  if (!read.DATABASE_APP_URL) return
  if (!read.DATABASE_URL)
    throw new ConfigError('DATABASE_URL is missing: a DATABASE_APP_URL is a login of the same database.')
  if (new URL(read.DATABASE_APP_URL).username !== 'madoguchi_app')
    throw new ConfigError('DATABASE_APP_URL is wrong: it has to sign in as madoguchi_app, whom row security binds.')
}

/**
 * Each of the two drivers has words that trust everybody, not the same ones; of a word that comes twice each may take the
 * other, and neither reads files named in the address: what asks for encryption asks for a certificate that Node trusts.
 */
function withStrictTls(setting: string, address: string | undefined): string | null {
  if (!address) return null
  const url = new URL(address)
  const file = ['sslrootcert', 'sslcert', 'sslkey'].find((name) => url.searchParams.has(name))
  if (file)
    throw new ConfigError(
      `${setting} is wrong: ${file} is not read there; NODE_EXTRA_CA_CERTS names an authority's file.`,
    )
  if (url.searchParams.has('ssl'))
    throw new ConfigError(`${setting} is wrong: what asks for encryption is sslmode, not ssl.`)
  if (url.searchParams.getAll('sslmode').every((mode) => mode === 'disable')) return address
  url.searchParams.set('sslmode', 'verify-full')
  return url.href
}

/** It asks nobody who they are: only this machine's own mail server may come in. */
function refuseOpenBounceDoor({ MADOGUCHI_BOUNCE_DOOR: door }: z.infer<typeof environment>): void {
  if (!door) return
  const { hostname, port } = new URL(door)
  if (!['127.0.0.1', '[::1]', 'localhost'].includes(hostname) || port === '') {
    throw new ConfigError(
      'MADOGUCHI_BOUNCE_DOOR is wrong: it is an address of this machine with a port, such as lmtp://127.0.0.1:2424.',
    )
  }
}

/** Deadlines, sessions and the audit chain go by the clock: next to real reports it is never a made-up one. */
function refuseClockInProduction(read: z.infer<typeof environment>): void {
  if (read.MADOGUCHI_CLOCK && read.NODE_ENV === 'production') {
    throw new ConfigError('MADOGUCHI_CLOCK is refused in production: deadlines go by the real time.')
  }
}

/** The router then answers a fault with what it says and where it was, which may quote a report. */
function refuseChecksInProduction(read: z.infer<typeof environment>): void {
  if (read.MADOGUCHI_DEV && read.NODE_ENV === 'production') {
    throw new ConfigError(
      'MADOGUCHI_DEV=1 is refused in production: its pages would show what only developers may see.',
    )
  }
}

/** Lines of security.txt and links of a page: nothing that a browser would run. */
const isContact = (text: string): boolean =>
  ['mailto:', 'tel:', 'https:'].includes(URL.parse(text)?.protocol ?? '') && /^[\x21-\x7e]+$/.test(text)

/** Mails from no address are refused one by one, long after the start. */
function hasSender(text: string): boolean {
  const from = URL.parse(text)?.searchParams.get('from') ?? null
  return from === null || /^([^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(from)
}

/** What is set behind the host would be left out of every link without a word. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url === null || url.href === `${url.origin}/`
}

function withoutEmpty(values: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''))
}

function sentence(issue: z.core.$ZodIssue | undefined): string {
  return issue ? `${issue.path.join('.')} is wrong: ${issue.message}.` : 'The environment could not be read.'
}
