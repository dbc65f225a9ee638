import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { builtIn } from '#app/built.server.ts'
import { readConfig, settingNames } from '#app/config.server.ts'
import { makeDataFolder } from '#app/data-folder.server.ts'
import { usable } from '#app/usable.server.ts'
import { StoreRefusal } from '#db/refusal.ts'

test('without any setting the portal listens on this machine only, for nobody else', () => {
  expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: null, demo: false, trustProxy: false, origin: null })
})

test('a wrong value stops the start with one line that names it', () => {
  expect(() => readConfig({ PORT: 'eighty' })).toThrow(/^PORT is wrong: .+\.$/)
  expect(() => readConfig({ PORT: '70000' })).toThrow(/^PORT is wrong: it is no port/)
  expect(() => readConfig({ DATABASE_URL: 'mysql://x' })).toThrow(/^DATABASE_URL is wrong/)
  expect(() => readConfig({ MADOGUCHI_DEMO: 'perhaps' })).toThrow(/^MADOGUCHI_DEMO is wrong: it has to be 1 or 0\.$/)
  expect(() => readConfig({ MADOGUCHI_FILE_LIMIT: '2GB' })).toThrow(/^MADOGUCHI_FILE_LIMIT is wrong: .+ of bytes/)
  expect(() => readConfig({ MADOGUCHI_CLAMD: 'clamd' })).toThrow(/^MADOGUCHI_CLAMD is wrong: .+ host:port/)
})

test('a number is digits and nothing else, and around no value there is space that nobody sees', () => {
  for (const number of ['0x1F', '1e3', '3000.0', '-1', '+3000'])
    for (const name of ['PORT', 'MADOGUCHI_GUESTS_PER_MINUTE', 'MADOGUCHI_FILE_LIMIT'])
      expect(() => readConfig({ [name]: number })).toThrow(new RegExp(`^${name} is wrong: .+whole number`))
  expect(() => readConfig({ MADOGUCHI_FILES_RESERVE: '0' })).toThrow(/^MADOGUCHI_FILES_RESERVE is wrong/)
  expect(readConfig({ PORT: '0', MADOGUCHI_GUESTS_PER_MINUTE: '0' })).toMatchObject({ port: 0, guestsPerMinute: 0 })
  for (const value of [' ', '3000 ', '3000\r', '\t3000'])
    for (const name of ['PORT', 'MADOGUCHI_DATA_DIR'])
      expect(() => readConfig({ [name]: value })).toThrow(
        `${name} is wrong: there is a space or the end of a line around it.`,
      )
})

test('a public address that has more than a host is refused, as links would leave the rest out', () => {
  for (const address of ['https://a.example/portal', 'https://u:p@a.example', 'https://a.example?x', 'a.example'])
    expect(() => readConfig({ MADOGUCHI_ORIGIN: address })).toThrow(/^MADOGUCHI_ORIGIN is wrong: .+ without a path\.$/)
  expect(readConfig({ MADOGUCHI_ORIGIN: 'https://a.example/' }).origin).toBe('https://a.example')
})

test('a folder for the data that cannot be made is told in one line too', () => {
  expect(() => makeDataFolder(import.meta.filename)).toThrow(/^MADOGUCHI_DATA_DIR is wrong: .+ \(EEXIST\)\.$/)
  expect(() => makeDataFolder(`${import.meta.filename}/data`)).toThrow(/ \(EEXIST\)\.$/)
  expect(() => makeDataFolder('/proc/madoguchi/data')).toThrow(/no folder can be made at \/proc\/madoguchi\/data /)
  expect(() => makeDataFolder('/proc')).toThrow(/^MADOGUCHI_DATA_DIR is wrong: nothing can be written in \/proc /)
})

test('without a build a start says how one is made', async () => {
  await expect(builtIn('nowhere')).rejects.toThrow(/^There is no build of the portal yet: `npm run build` makes it\.$/)
})

test('a misspelt setting is refused instead of ignored', () => {
  expect(() => readConfig({ MADOGUCHI_TRUSTPROXY: '1' })).toThrow(/^MADOGUCHI_TRUSTPROXY is not a setting/)
})

test('who runs the portal is reached by links that a browser may follow', () => {
  const { operator } = readConfig({
    MADOGUCHI_OPERATOR: '架空庁',
    MADOGUCHI_CONTACT: 'tel:+81-3-0000-0000  mailto:help@portal.example.jp',
    MADOGUCHI_SECURITY_CONTACT: 'https://portal.example.jp/report',
  })
  expect(operator).toEqual({
    name: { ja: '架空庁', en: '架空庁' },
    contacts: ['tel:+81-3-0000-0000', 'mailto:help@portal.example.jp'],
    security: ['https://portal.example.jp/report'],
  })
  expect(readConfig({}).operator).toEqual({ name: null, contacts: [], security: [] })
  for (const contact of [
    'help@portal.example.jp',
    'javascript:alert(1)',
    'http://a.example',
    'mailto:a@b.jp\nExpires:',
  ])
    expect(() => readConfig({ MADOGUCHI_CONTACT: contact })).toThrow(/^MADOGUCHI_CONTACT is wrong: .+mailto:/)
})

const mailsFrom = (sender: string) => ({ SMTP_URL: `smtp://127.0.0.1?from=${encodeURIComponent(sender)}` })

test('mails from no address, and a key without its bucket, are refused at the start', () => {
  for (const wrong of ['madoguchi', '', 'a@b@c', '<a@b'])
    expect(() => readConfig(mailsFrom(wrong))).toThrow(/^SMTP_URL is wrong: what follows from= is no mail address\.$/)
  for (const right of ['madoguchi@portal.example.jp', '被害報告窓口 <madoguchi@portal.example.jp>'])
    expect(readConfig(mailsFrom(right)).smtpUrl).toContain('smtp://')
  expect(readConfig({ SMTP_URL: 'smtp://127.0.0.1' }).smtpUrl).toBe('smtp://127.0.0.1')
  const key = { MADOGUCHI_S3_KEY_ID: 'a', MADOGUCHI_S3_SECRET: 'b' }
  expect(() => readConfig(key)).toThrow(/^MADOGUCHI_S3_ENDPOINT is missing: /)
})

test('bounces come in from this machine only', () => {
  expect(readConfig({ MADOGUCHI_BOUNCE_DOOR: 'lmtp://127.0.0.1:2424' }).bounceDoor).toBe('lmtp://127.0.0.1:2424')
  expect(readConfig({}).bounceDoor).toBeNull()
  for (const door of ['lmtp://0.0.0.0:2424', 'smtp://mail.example.jp:25', 'lmtp://127.0.0.1', 'http://127.0.0.1:25'])
    expect(() => readConfig({ MADOGUCHI_BOUNCE_DOOR: door })).toThrow(/^MADOGUCHI_BOUNCE_DOOR is wrong/)
})

test('demo people are refused in production next to a real database', () => {
  const settings = { MADOGUCHI_DEMO: '1', NODE_ENV: 'production', DATABASE_URL: 'postgres://db/portal' }
  expect(() => readConfig(settings)).toThrow(/MADOGUCHI_DEMO/)
  expect(readConfig({ ...settings, DATABASE_URL: '' }).demo).toBe(true)
})

test('production next to a real database names the login that serves people', () => {
  const settings = { NODE_ENV: 'production', DATABASE_URL: 'postgres://owner@db/portal' }
  expect(() => readConfig(settings)).toThrow(/^DATABASE_APP_URL is missing/)
  const whole = { ...settings, DATABASE_APP_URL: 'postgres://madoguchi_app@db/portal' }
  expect(readConfig(whole).databaseAppUrl).toBe(whole.DATABASE_APP_URL)
  const owners = { ...whole, DATABASE_APP_URL: 'postgres://owner@db/portal' }
  expect(() => readConfig(owners)).toThrow(/^DATABASE_APP_URL is wrong: .*madoguchi_app/)
  expect(() => readConfig({ DATABASE_APP_URL: whole.DATABASE_APP_URL })).toThrow(/^DATABASE_URL is missing/)
})

const read = (address: string) => readConfig({ DATABASE_URL: address }).databaseUrl

test('a database that is asked for encryption has to be trusted, by whichever driver asks', () => {
  const url = 'postgres://owner@db.example:6432/portal'
  for (const mode of [
    'allow',
    'prefer',
    'require',
    'no-verify',
    'verify-ca',
    'verify-full',
    'verify-full&sslmode=allow',
  ])
    expect(read(`${url}?sslmode=${mode}`)).toBe(`${url}?sslmode=verify-full`)
  expect(() => read(`${url}?ssl=require`)).toThrow(/^DATABASE_URL is wrong: .+ sslmode/)
  expect([read(url), read(`${url}?sslmode=disable`)]).toEqual([url, `${url}?sslmode=disable`])
  expect(() => read(`${url}?sslrootcert=/ca.pem`)).toThrow(/^DATABASE_URL is wrong: sslrootcert .+NODE_EXTRA_CA_CERTS/)
})

test('a made-up time is refused in production, and a time that is none anywhere', () => {
  const settings = { MADOGUCHI_CLOCK: '2026-12-28T09:00:00+09:00' }
  expect(readConfig(settings).clock).toEqual(new Date('2026-12-28T00:00:00Z'))
  expect(readConfig({}).clock).toBeNull()
  expect(() => readConfig({ ...settings, NODE_ENV: 'production' })).toThrow(/^MADOGUCHI_CLOCK is refused/)
  expect(() => readConfig({ MADOGUCHI_CLOCK: 'new year' })).toThrow(/^MADOGUCHI_CLOCK is wrong/)
})

test('what shows developers the inside of a fault is refused in production', () => {
  expect(() => readConfig({ MADOGUCHI_DEV: '1', NODE_ENV: 'production' })).toThrow(/^MADOGUCHI_DEV=1 is refused/)
  expect(readConfig({ MADOGUCHI_DEV: '1' }).dev).toBe(true)
})

test('every setting is written down where operators read', () => {
  const told = ['README.md', 'docs/operations.md'].map((file) => readFileSync(file, 'utf8')).join('')
  expect(settingNames.filter((name) => !told.includes(`\`${name}\``) && name !== 'NODE_ENV')).toEqual([])
})

test('an empty value is the same as none', () => {
  expect(readConfig({ PORT: '', MADOGUCHI_ORIGIN: '' })).toMatchObject({ port: null, origin: null })
})

test('a store that cannot be opened names the setting that is to blame, which for keys is the key file', async () => {
  const refused = Promise.reject(new StoreRefusal('keyMissing', 'the key file holds no key key-2'))
  await expect(usable('DATABASE_URL', refused)).rejects.toThrow(
    /^MADOGUCHI_KEYS cannot be used: the key file holds no key key-2$/,
  )
  const away = Promise.reject(new Error('connect ECONNREFUSED'))
  await expect(usable('DATABASE_URL', away)).rejects.toThrow(/^DATABASE_URL cannot be used: connect ECONNREFUSED$/)
})
