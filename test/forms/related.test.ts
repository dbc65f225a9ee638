import { describe, expect, test } from 'vitest'

import type { Answers } from '#forms/item.ts'
import { relationsBetween, traitsOf } from '#forms/related.ts'
import { projectionOf } from '#test/support/filings.ts'

const received = '2026-11-16T03:00:00Z'
const related = (one: Answers, other: Answers, theirs = received) =>
  relationsBetween(traitsOf(projectionOf('npa', one), received), traitsOf(projectionOf('npa', other), theirs))

const port = (host: string) => ({ 'ioc-source': [{ host, protocol: 'tcp', port: '443' }] })

const attacked = (on: string) => ({
  'incident-attack-type': ['ddos', 'other'],
  'time-occurrence': { certainty: 'estimated', value: on }, // in the order of the alphabet, as it is delivered
})

const named = (number?: string) => ({
  'org-name': 'ＡＢＣ商店',
  ...(number ? { 'org-corporate-number': number } : {}),
})

describe('two reports to one body', () => {
  test('are of one organisation when the corporate number is the same, whatever the name', () => {
    const number = { 'org-corporate-number': '5999900010481' }
    expect(related({ ...number, 'org-name': '架空病院' }, { ...number, 'org-name': '架空病院（本院）' })).toEqual([
      { kind: 'organisation', by: 'number' },
    ])
  })

  test('are of one organisation when the name is, unless two numbers say that they are two', () => {
    expect(related(named(), { 'org-name': 'abc商店' })).toEqual([{ kind: 'organisation', by: 'name' }])
    expect(related(named('1'), named('2'))).toEqual([])
    expect(related({ 'org-name': 'unknown' }, { 'org-name': 'unknown' })).toEqual([])
  })

  test('share the indicators that both name, in whichever item and writing, and no port or protocol', () => {
    const one = { 'ioc-network': ['198.51.100.23', 'C2.Attacker.example'], 'cause-vulnerability': ['CVE-2026-0001'] }
    const other = {
      'ioc-source': [{ host: 'c2.attacker.example', protocol: 'tcp', port: '443' }],
      'cause-vulnerability': ['CVE-2026-0001'],
      'ioc-network': ['198.51.100.2'],
    }
    expect(related(one, other)).toEqual([{ kind: 'indicator', values: ['c2.attacker.example', 'cve-2026-0001'] }])
    expect(related(port('192.0.2.1'), port('192.0.2.2'))).toEqual([])
  })

  test('are near in time when the same kind of attack happened within two weeks', () => {
    expect(related(attacked('2026-11-01T00:00:00Z'), attacked('2026-11-10T00:00:00Z'))).toEqual([
      { kind: 'period', attackType: 'ddos', days: 9 },
    ])
    expect(related(attacked('2026-11-01T00:00:00Z'), attacked('2026-11-20T00:00:00Z'))).toEqual([])
    const untold = { 'incident-attack-type': ['ddos'] }
    expect(related(untold, untold, '2026-11-17T03:00:00Z')).toEqual([{ kind: 'period', attackType: 'ddos', days: 1 }])
    expect(related(untold, { 'incident-attack-type': ['phishing'] })).toEqual([])
  })

  test('have nothing in common when both tell nothing', () => expect(related({}, {})).toEqual([]))
})
