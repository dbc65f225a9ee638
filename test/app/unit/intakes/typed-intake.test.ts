import { expect, test } from 'vitest'

import { readIntake, type TypedIntake } from '#app/intakes/typed-intake.ts'
import { newCallCode, normaliseCallCode } from '#db/sealing/secrets.server.ts'

const now = new Date('2026-11-20T03:00:00Z')
const call: TypedIntake = {
  channel: 'phone',
  date: '2026-11-20',
  time: '11:30',
  name: '田中（架空）',
  phone: '088-000-0000',
  language: 'ja',
}
const codes = (change: Partial<TypedIntake>) => {
  const read = readIntake({ ...call, ...change }, now)
  return 'problems' in read ? read.problems.map(({ code }) => code) : []
}

test('a call has a time in Japan, a name and a number', () => {
  expect(readIntake(call, now)).toEqual({
    channel: 'phone',
    receivedAt: new Date('2026-11-20T02:30:00Z'),
    caller: { name: '田中（架空）', phone: '088-000-0000' },
    language: 'ja',
  })
})

test('a letter needs no time and no number to call back', () => {
  expect(codes({ channel: 'letter', time: '', phone: '' })).toEqual([])
  expect(codes({ phone: '' })).toEqual(['phoneMissing'])
})

test('what nobody could have received is put back', () => {
  expect(codes({ channel: 'pigeon', name: '' })).toEqual(['channelMissing', 'nameMissing'])
  expect(codes({ date: '2026-11-21' })).toEqual(['receivedFuture'])
  expect(codes({ date: '20 November' })).toEqual(['receivedMissing'])
  expect(codes({ date: '' })).toEqual(['receivedMissing'])
  expect(codes({ date: '2026-02-31' })).toEqual(['receivedMissing'])
})

test('a code is read aloud in threes, and found however it is typed', () => {
  const code = newCallCode()
  expect(code).toMatch(/^\d{3}-\d{3}-\d{3}-\d{3}$/)
  expect(normaliseCallCode('１２３ ４５６ー７８９　０１２')).toBe('123-456-789-012')
  expect(normaliseCallCode('123456789012')).toBe('123-456-789-012')
  expect(normaliseCallCode('12345678901')).toBeNull()
  expect(normaliseCallCode('12345678901X')).toBeNull()
})
