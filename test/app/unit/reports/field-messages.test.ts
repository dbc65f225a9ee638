import { expect, test } from 'vitest'
import { errorsBeside, messagesOf } from '#app/reports/form/field-messages.ts'
import { parseAnswers } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'

function messages(item: string, fields: Record<string, string>) {
  return messagesOf(parseAnswers(currentEdition, [item], fields).problems)
}

test('lines of a list in which the same is wrong are named together', () => {
  const pasted = 'a.example\n198.51.100.256\n198.51.100.7\n198.51.100\nhttp://'
  expect(messages('ioc-network', { 'ioc-network': pasted })).toMatchObject([
    { id: 'ioc-network', code: 'host', lines: [2, 4] },
    { id: 'ioc-network', code: 'url', lines: [5] },
  ])
})

test('parts of a group, and its rows, keep their places', () => {
  expect(messages('ddos-scale', { 'ddos-scale.bps': 'much', 'ddos-scale.waves': '1.5' })).toMatchObject([
    { id: 'ddos-scale.bps', part: 'bps', code: 'number', lines: [] },
    { id: 'ddos-scale.waves', part: 'waves', code: 'wholeNumber', lines: [] },
  ])
  const third = { 'ioc-source.0.host': 'a.example', 'ioc-source.2.host': '198.51.100.256' }
  expect(messages('ioc-source', third)).toMatchObject([{ id: 'ioc-source.2.host', index: 2, part: 'host' }])
})

test('"not known yet" is proposed only where it can be chosen', () => {
  expect(messages('org-address', { 'org-address.city': '架空あわ町' })).toMatchObject([{ code: 'partMissing' }])
  const guessed = messages('time-occurrence', { 'time-occurrence.certainty': 'estimated' })
  expect(guessed).toMatchObject([{ id: 'time-occurrence.value', code: 'partMissingOrUnknown' }])
})

test('all that is wrong with a field stands beside it', () => {
  const shown = errorsBeside([
    { id: 'ioc-network', own: 'Lines 2, 4' },
    { id: 'ioc-malware', own: 'Line 1' },
    { id: 'ioc-network', own: 'Line 5' },
  ])
  expect([...shown]).toEqual([
    ['ioc-network', 'Lines 2, 4 Line 5'],
    ['ioc-malware', 'Line 1'],
  ])
})
