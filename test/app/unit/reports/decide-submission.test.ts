import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import {
  decideCaseFile,
  decideClocks,
  decideDeliveries,
  type DecidedDelivery,
} from '#app/reports/sending/decide-submission.ts'
import { wholeSubmission, written } from '#app/reports/sending/whole-submission.ts'
import type { Answers } from '#forms/item.ts'
import { canonicalJson, noChoices } from '#forms/projection.ts'
import { hospital, night, planned } from './hospital.ts'

function decide(answers: Answers, last: readonly DecidedDelivery[] = [], revision = last.length > 0 ? 1 : 0) {
  const { plan, answers: whole } = planned(answers, revision)
  const projections = new Map(last.map(({ recipient, projection }) => [recipient, projection]))
  return { plan, whole, deliveries: decideDeliveries(plan, whole, noChoices, projections) }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const recipientsOf = (deliveries: readonly DecidedDelivery[]) => deliveries.map(({ recipient }) => recipient).toSorted()

test('a first report goes to everybody who must or should have it, and to nobody who is only offered', () => {
  const { deliveries } = decide(hospital)
  expect(recipientsOf(deliveries)).toEqual(['mhlw', 'nco', 'police', 'ppc'])
  for (const { changes } of deliveries) expect(changes).toBeNull()
})

test('the digest is the SHA-256 of the canonical JSON', () => {
  for (const delivery of decide(hospital).deliveries) {
    const { projection, digest } = written(delivery)
    expect(JSON.parse(projection)).toEqual(delivery.projection)
    expect(Buffer.from(digest).toString('hex')).toBe(sha256(canonicalJson(delivery.projection)))
  }
})

test('the digest is of what is written beside the answers too', () => {
  const cover = { changes: '感染した端末の数を改めました', late: [] }
  for (const delivery of decide(hospital).deliveries) {
    const { digest } = written(delivery, cover)
    const both = canonicalJson({ projection: delivery.projection, cover })
    expect(Buffer.from(digest).toString('hex')).toBe(sha256(both))
  }
})

describe('a follow-up', () => {
  const first = decide(hospital).deliveries

  test('that says the same again reaches nobody, although its date and number differ', () => {
    expect(decide({ ...hospital, 'report-phase': 'interim' }, first).deliveries).toEqual([])
  })

  test('reaches only those whose part has changed, with what changed', () => {
    const { deliveries } = decide({ ...hospital, 'report-phase': 'interim', 'ransom-note': '日本語の脅迫文' }, first)
    expect(recipientsOf(deliveries)).toContain('police')
    expect(recipientsOf(deliveries)).not.toContain('ppc')
    const police = deliveries.find(({ recipient }) => recipient === 'police')
    expect(police?.changes?.map(({ item }) => item)).toContain('ransom-note')
  })

  test('that is final reaches whoever waits for a final report, even if nothing else has changed', () => {
    const { deliveries } = decide({ ...hospital, 'report-phase': 'final' }, first)
    expect(recipientsOf(deliveries)).toEqual(['ppc'])
  })

  test('sends nothing new to a body that has no ground any more', () => {
    const { deliveries } = decide({ ...hospital, 'report-recipients': [], 'incident-summary': '別の概要' }, first)
    expect(recipientsOf(deliveries)).not.toContain('police')
  })
})

describe('a case file', () => {
  test('tells a queue nothing that the projection does not tell', () => {
    const { plan, whole, deliveries } = decide(hospital)
    for (const delivery of deliveries) {
      const told = new Set(delivery.projection.items.map(({ item }) => item))
      const file = decideCaseFile(delivery, plan, whole)
      if (!told.has('incident-attack-type')) expect(file.attackType, delivery.recipient).toBeNull()
      if (!told.has('org-name')) expect(file.heading.organisation, delivery.recipient).toBeNull()
      if (delivery.recipient !== 'police' && !told.has('org-address')) expect(file.prefecture).toBeNull()
    }
  })

  test('of the police carries the prefecture, because it decides which officers see it', () => {
    const { plan, whole, deliveries } = decide(hospital)
    const police = deliveries.find(({ recipient }) => recipient === 'police')
    expect(police && decideCaseFile(police, plan, whole).prefecture).toBe('徳島県')
  })
})

test('a queue counts down to what is still to come, not to what this very report did', () => {
  const { plan, whole, deliveries } = decide(hospital)
  const ppc = deliveries.find(({ recipient }) => recipient === 'ppc')
  expect(ppc && decideCaseFile(ppc, plan, whole).dueAt?.toISOString()).toBe('2027-01-04T14:59:59.000Z')
  const final = ppc && { ...ppc, projection: { ...ppc.projection, phase: 'final' as const } }
  expect(final && decideCaseFile(final, plan, whole).dueAt).toBeNull()
})

test('an interim report after the final one does not bring the final deadline back into the queue', () => {
  const { plan, whole, deliveries } = decide(hospital)
  const ppc = deliveries.find(({ recipient }) => recipient === 'ppc')
  const interim = ppc && { ...ppc, projection: { ...ppc.projection, phase: 'interim' as const } }
  expect(interim && decideCaseFile(interim, plan, whole, 'initial').dueAt).not.toBeNull()
  expect(interim && decideCaseFile(interim, plan, whole, 'final').dueAt).toBeNull()
})

test('what is sent is canonical, in whatever order its parts were told', () => {
  const told: Answers = { ...hospital, 'org-address': { prefecture: '13', city: '千代田区', address: '霞が関1' } }
  const [one, other] = [told, { ...told, 'org-address': { address: '霞が関1', city: '千代田区', prefecture: '13' } }]
  const said = { report: { id: 'r', revisionNumber: 0 }, key: 'k', choices: noChoices, last: new Map(), now: night }
  const sent = [one, other].map((answers) => wholeSubmission({ ...said, answers })?.deliveries ?? [])
  expect(sent[0]?.length).toBeGreaterThan(2)
  expect(sent[0]).toEqual(sent[1])
  for (const { projection } of sent.flat()) expect(projection).toBe(canonicalJson(JSON.parse(projection)))
})

test('the commission’s clocks are kept with the day by which the final report is due', () => {
  const clocks = decideClocks(decide(hospital).plan).filter(({ recipient }) => recipient === 'ppc')
  const final = clocks.find(({ report }) => report === 'final')
  expect(final).toMatchObject({ dueKind: 'day', startsFrom: 'time-awareness' })
  expect(final?.dueAt).toBe('2027-01-04T23:59:59+09:00')
  expect(clocks.find(({ report }) => report === 'initial')).toMatchObject({ dueKind: 'promptly', dueAt: null })
})

test.each([
  ['2026-11-01T09:30:00+09:00', '2026-11-01T09:30:00+09:00'],
  ['2026-11-01T09:30Z', '2026-11-01T09:30Z'],
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T09:30:00.123456-05:00', '2026-11-01T14:30:00.123Z'],
  ['2026-11-01T09:30:00+20:00', '2026-10-31T13:30:00.000Z'],
])('a clock that starts at %s is kept in a way that the store reads', (start, kept) => {
  const { plan } = decide(hospital)
  const routes = plan.routes.map((route) => ({ ...route, clocks: route.clocks.map((run) => ({ ...run, start })) }))
  const clocks = decideClocks({ ...plan, routes })
  expect(new Set(clocks.map(({ startedAt }) => startedAt))).toEqual(new Set([kept]))
})
