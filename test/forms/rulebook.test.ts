import { expect, test } from 'vitest'
import type { Condition } from '#forms/condition.ts'
import { currentEdition } from '#forms/edition.ts'
import { clocks } from '#forms/deadlines.ts'
import { compileRulebook, rulebookSchema, type Rulebook } from '#forms/rulebook.ts'
import { findRulebook, rulebookAt } from '#forms/rulebooks.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'
import { policePrefecture } from '#forms/rulebooks/japan/police.ts'
import en from '#locales/en/rules.json' with { type: 'json' }
import ja from '#locales/ja/rules.json' with { type: 'json' }

const [firstRule] = japan2026_10.rules

test('the rulebook of Japan is plain data of the published shape', () => {
  expect(rulebookSchema.parse(JSON.parse(JSON.stringify(japan2026_10)))).toEqual(japan2026_10)
})

test('every rule, need, condition and clock names something that exists', () => {
  expect(() => compileRulebook(japan2026_10, currentEdition)).not.toThrow()
})

const refused = (change: Partial<Rulebook>) => () => compileRulebook({ ...japan2026_10, ...change }, currentEdition)

test('a rulebook that names a stranger is refused with its name', () => {
  const rule = firstRule as NonNullable<typeof firstRule> // the rulebook has rules
  expect(refused({ rules: [{ ...rule, to: 'nobody' }] })).toThrow('unknown recipient nobody')
  expect(refused({ rules: [{ ...rule, ground: 'custom' }] })).toThrow('unknown ground custom')
  expect(refused({ rules: [{ ...rule, when: { item: 'mood', answered: true } }] })).toThrow('unknown item mood')
  expect(refused({ rules: [{ ...rule, clocks: [{ clock: 'noon' }] }] })).toThrow('unknown clock noon')
  expect(refused({ rules: [rule, rule] })).toThrow('written twice')
})

test('every need and every form says how it was seen, and not everything was', () => {
  const needs = japan2026_10.recipients.flatMap((recipient) => recipient.needs)
  expect(new Set(needs.map(({ seen }) => seen))).toEqual(new Set(['text', 'second-hand', 'knowledge', 'reconstructed']))
  expect(japan2026_10.grounds.filter(({ seen }) => seen === 'knowledge').length).toBeGreaterThan(0)
})

test('what others say of a form is not marked as read, nor is what it does not hold demanded by law', () => {
  expect(marks('ppc', 'appi-26').get('pd-items')).toBe('text') // 施行規則8条1項2号
  expect(marks('ppc', 'appi-26').get('pub-method')).toBe('knowledge') // 別記様式第一
  expect(marks('fsa', 'appi-150').get('contact-phone')).toBe('knowledge')
  expect(new Set(marks('ppc', 'appi-68').values())).toEqual(new Set(['knowledge']))
  expect(marks('meti', 'electricity-3').get('sys-location')).toBe('text')
  expect(marks('meti', 'electricity-3').get('time-restored')).toBe('knowledge')
  expect(marks('meti', 'electricity-3').has('impact-users')).toBe(false)
  expect(marks('mic', 'telecom-28-secrecy').get('pd-items')).toBe('text')
  expect(marks('mic', 'telecom-28-secrecy').get('sys-location')).toBe('reconstructed') // 様式50の2
})

test('no recipient other than the privacy authority, and those who stand in for it, is told how people were notified', () => {
  for (const { id, needs } of japan2026_10.recipients) {
    const notified = needs.filter(({ item }) => item === 'pd-subject-notice')
    if (notified.length > 0) expect(['ppc', 'fsa', 'mic']).toContain(id)
  }
})

test('every recipient, ground, rule and clock has words in both languages', () => {
  for (const words of [ja, en]) {
    expect(Object.keys(words.recipients).toSorted()).toEqual(idsOf(japan2026_10.recipients))
    expect(Object.keys(words.grounds).toSorted()).toEqual(idsOf(japan2026_10.grounds))
    expect(Object.keys(words.rules).toSorted()).toEqual(idsOf(japan2026_10.rules))
    expect(Object.keys(words.clocks).toSorted()).toEqual([...clocks.keys()].toSorted())
  }
})

test('every rule that may be open or offered says so in words of its own, in both languages, and no other does', () => {
  const open = japan2026_10.rules.filter(({ when, chosen }) => chosen !== undefined || mayDepend(when))
  expect(idsOf(open)).not.toEqual(idsOf(japan2026_10.rules)) // a ministry that somebody has chosen is never undecided
  for (const words of [ja, en]) {
    expect(Object.keys(words.open).toSorted()).toEqual(idsOf(open))
    const decided = new Map(Object.entries<string>(words.rules))
    expect(Object.entries<string>(words.open).filter(([id, text]) => decided.get(id) === text)).toEqual([])
  }
})

test('the rules of a day are the newest in force; an unknown rulebook is not found', () => {
  expect(rulebookAt('2027-03-01').id).toBe('japan-2026-10')
  expect(findRulebook('japan-2026-10')).toBe(japan2026_10)
  expect(findRulebook('japan-1999-01')).toBeUndefined()
})

test('the police of the prefecture of the organisation are addressed, nobody while it is unknown', () => {
  expect(policePrefecture({ 'org-address': { prefecture: '徳島県', city: '架空あわ町' } })).toBe('徳島県')
  expect(policePrefecture({ 'org-address': 'unknown' })).toBeNull()
  expect(policePrefecture({})).toBeNull()
})

function marks(recipient: string, ground: string): Map<string, string> {
  const needs = japan2026_10.recipients.find(({ id }) => id === recipient)?.needs ?? []
  return new Map(needs.filter((need) => need.ground === ground).map(({ item, seen }) => [item, seen]))
}

function idsOf(list: readonly { id: string }[]): string[] {
  return list.map(({ id }) => id).toSorted()
}

/** Can an answer that is missing leave it open? By its parts, so never less often than in fact. */
function mayDepend(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(mayDepend)
  if ('any' in condition) return condition.any.some(mayDepend)
  if ('not' in condition) return mayDepend(condition.not)
  if ('fact' in condition) return mayDepend(japan2026_10.facts[condition.fact] ?? { known: condition })
  return !('known' in condition || 'answered' in condition || 'leftUnknown' in condition)
}
