import { expect, test } from 'vitest'

import { nextTryAt, mostTries } from '#app/notices/back-off.ts'
import { nextAt } from '#app/notices/digest-hour.ts'
import { mailText, type MailContent } from '#app/notices/mail-text.server.ts'
import { noticeEvents } from '#app/notices/queue-notice.server.ts'
import { bounceToken, codeOf, markOf, readBounceToken, readStopToken, stopToken } from '#app/notices/tokens.ts'
import { createHmac } from 'node:crypto'

const sign = (text: string) => createHmac('sha256', 'key').update(text).digest()
const id = '0199d000-0000-7000-8000-000000000001'
const kinds = ['reporter', 'officer', 'account'] as const
const events = kinds.flatMap((to) => noticeEvents[to].map((event) => [to, event] as const))

const mailOf = (
  language: 'ja' | 'en' | null,
  to: (typeof kinds)[number],
  event: string,
  origin: string | null = 'https://portal.example.jp',
) => {
  const content: MailContent = { language, kind: 'notice', to, events: [event], mark: '7K3MA', origin, stopUrl: null }
  return mailText(content)
}

test.each(events)('a notice to %s of %s says the same in its text and in its HTML, in whole Japanese', (to, event) => {
  const { subject, text, html } = mailOf('ja', to, event)
  for (const line of text.split('\n').filter((one) => !one.startsWith('----') && one.trim() !== ''))
    expect(html).toContain(line)
  expect(subject).not.toMatch(/notices:|\{\{|undefined/)
  expect(text).toContain('内容はこのメールに書いていません')
  expect(html).toContain('<html lang="ja"')
})

test.each(events)('a notice to %s of %s in English is English throughout', (to, event) => {
  const { sender, subject, text } = mailOf('en', to, event, null)
  expect(sender + subject + text).toMatch(/^[\x20-\x7e\n\u2019\u201c\u201d]+$/)
  expect(text).not.toMatch(/notices:|https?:/)
})

test('whoever has not said which language gets both, each marked as what it is', () => {
  const { subject, text, html } = mailOf(null, 'account', 'approval')
  expect(subject).toBe(
    '【サイバー被害報告窓口】承認を求められているものがあります / [Madoguchi] Your approval is requested',
  )
  for (const language of ['ja', 'en'] as const) {
    expect(text).toContain(mailOf(language, 'account', 'approval').text)
    expect(html).toContain(`<table role="presentation" class="card" lang="${language}"`)
  }
})

test('a new way to sign in is told with what to do if it was somebody else; every mail says where to ask', () => {
  expect(mailOf('ja', 'account', 'security').text).toContain('心当たりがないときは、だれか')
  expect(mailOf('en', 'account', 'security').text).toContain('If you did not change the way you sign in')
  expect(mailOf('ja', 'account', 'approval').text).not.toContain('心当たりがないときは、だれか')
  for (const [to, event] of events)
    expect(mailOf('ja', to, event).text).toContain('お問い合わせ先は、窓口の「この窓口について」')
})

test('the only addresses in a mail are the front of the portal and the link that stops mails', () => {
  const { html, text } = mailText({
    language: 'en',
    kind: 'digest',
    to: 'officer',
    events: ['mention', 'answer', 'answer'],
    mark: '7K3MA',
    origin: 'https://portal.example.jp',
    stopUrl: 'https://portal.example.jp/notices/stop/0a',
  })
  const links = new Set(`${html} ${text}`.match(/https?:[^\s"<]+/g))
  expect([...links].toSorted()).toEqual(['https://portal.example.jp/desk', 'https://portal.example.jp/notices/stop/0a'])
  expect(html).not.toMatch(/<img|<link|url\(|@import|<script/)
  expect(text).toContain('- Answers to questions: 2')
})

test('tokens name one thing for one purpose; another purpose, another key or a changed letter is nothing', () => {
  const token = stopToken(sign, id)
  expect(readStopToken(sign, token)).toBe(id)
  expect(readStopToken(sign, token.toUpperCase())).toBe(id) // some mail servers change the case
  expect(readBounceToken(sign, token)).toBeNull()
  expect(readStopToken((text) => createHmac('sha256', 'other').update(text).digest(), token)).toBeNull()
  expect(readStopToken(sign, `f${token.slice(1)}`)).toBeNull()
  expect(readStopToken(sign, 'x')).toBeNull()
  expect(bounceToken(sign, id)).toMatch(/^[0-9a-f]{48}$/) // with `bounces+` no more than the 64 of RFC 5321
  expect(codeOf(sign, id)).toMatch(/^\d{6}$/)
  expect(markOf(sign, id)).toMatch(/^[34679ACDEFGHJKMNPRTWXY]{5}$/)
})

test('the daily hour is the next one in Japan', () => {
  expect(nextAt(9, new Date('2026-11-20T23:59:59Z'))).toEqual(new Date('2026-11-21T00:00:00Z'))
  expect(nextAt(9, new Date('2026-11-21T00:00:00Z'))).toEqual(new Date('2026-11-22T00:00:00Z'))
  expect(nextAt(0, new Date('2026-11-21T14:00:00Z'))).toEqual(new Date('2026-11-21T15:00:00Z'))
  expect(nextAt(23, new Date('2026-12-31T20:00:00Z'))).toEqual(new Date('2027-01-01T14:00:00Z'))
})

test('a mail is tried twelve times in about sixteen hours', () => {
  const start = new Date('2026-11-21T00:00:00Z')
  let now = start
  for (let tries = 1; tries < mostTries; tries++) now = nextTryAt(tries, now) ?? start
  expect(nextTryAt(mostTries, now)).toBeNull()
  expect((now.getTime() - start.getTime()) / 3_600_000).toBeCloseTo(15.8, 1)
})
