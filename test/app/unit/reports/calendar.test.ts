import { expect, test } from 'vitest'

import { endingOf } from '#app/reports/calendar/calendar-ended.ts'
import { calendarText } from '#app/reports/calendar/calendar.ts'
import type { Answers } from '#forms/item.ts'

import { hospital, planned } from './hospital.ts'

const words = { name: '報告の期限', event: '報告の期限' }
const now = new Date('2026-11-01T00:30:00.250Z')

test('a deadline is a whole day in Japan, also when it ends a second before midnight there', () => {
  const text = calendarText([{ id: 'a', dueAt: new Date('2026-12-31T14:59:59Z') }], words, now)
  expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n')
  expect(text).toContain('DTSTAMP:20261101T003000Z\r\n')
})

test('every line ends with CRLF, and none is longer than 75 octets or breaks a character', () => {
  const event = '期限、'.repeat(40) + '; a,b\\c'
  const text = calendarText([{ id: 'x'.repeat(64), dueAt: now }], { ...words, event }, now)
  const lines = text.split('\r\n')
  expect(lines.at(-1)).toBe('')
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(text).not.toContain('\uFFFD')
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'期限、'.repeat(40)}\\; a\\,b\\\\c\r\n`)
})

const revisionOf = (number: number, answers: Answers) => {
  const { answers: whole, plan } = planned(answers, number - 1)
  return { number, answers: whole, plan }
}

const leak = { ...hospital, 'pd-involved': 'yes' }

test('a deadline that an answer took away names that answer', () => {
  const history = [revisionOf(1, leak), revisionOf(2, { ...leak, 'pd-involved': 'no' })]
  const clock = history[0]?.plan.routes.find(({ recipient }) => recipient === 'ppc')?.clocks[0]?.clock ?? ''
  expect(endingOf(history, { recipient: 'ppc', clock })).toMatchObject({ revision: 2, items: ['pd-involved'] })
})

test('a deadline that never stopped has no ending', () => {
  const history = [revisionOf(1, leak), revisionOf(2, { ...leak, 'org-name': '別の名前' })]
  const clock = history[0]?.plan.routes.find(({ recipient }) => recipient === 'ppc')?.clocks[0]?.clock ?? ''
  expect(clock).not.toBe('')
  expect(endingOf(history, { recipient: 'ppc', clock })).toBeNull()
})

test('of a deadline that ran, stopped, ran and stopped again the last end counts', () => {
  const none = { ...leak, 'pd-involved': 'no' }
  const history = [leak, none, leak, none].map((answers, index) => revisionOf(index + 1, answers))
  const clock = history[0]?.plan.routes.find(({ recipient }) => recipient === 'ppc')?.clocks[0]?.clock ?? ''
  expect(endingOf(history, { recipient: 'ppc', clock })?.revision).toBe(4)
})
