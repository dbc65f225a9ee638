import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  isTriaged,
  missingNow,
  openNow,
  stepAfter,
  stepAskedFor,
  stepNamed,
  stepsOf,
  type Step,
} from '#app/reports/form/steps.ts'
import { wholeAnswers } from '#app/reports/form/whole-answers.ts'
import { planAt, rulesAt } from '#app/reports/plan-at.ts'
import { isWithoutMandate } from '#app/reports/standing.ts'
import { proposedAnswer } from '#forms/answers.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answer, Answers } from '#forms/item.ts'

const now = new Date('2026-11-01T00:30:00Z')

function stepsFor(answers: Answers): Step[] {
  const whole = wholeAnswers(answers, 0, now)
  return stepsOf(currentEdition, planAt(whole.answers, now), whole.answers, rulesAt(now).askFirst)
}

const pageOf = (steps: readonly Step[], id: string) => steps.find((step) => step.id === id)
const itemsOf = (steps: readonly Step[], id: string) => pageOf(steps, id)?.asked.map(({ item }) => item) ?? []

const triage: Answers = {
  'org-industry': 'hospital',
  'incident-attack-type': ['intrusion-ransomware'],
  'incident-cyber-suspected': 'yes',
  'pd-involved': 'yes',
  'time-awareness': '2026-11-01T00:30:00+09:00',
}

test('the first page asks whom one speaks for, and the five questions that decide most of the others', () => {
  expect(itemsOf(stepsFor({}), 'now-start')).toEqual(['reporter-capacity', ...Object.keys(triage)])
})

test('whom one speaks for is answered beforehand and counts as no question', () => {
  const steps = stepsFor({})
  expect(pageOf(steps, 'now-start')).toMatchObject({ open: 5, answered: 0 })
  const item = currentEdition.items.get('reporter-capacity')
  expect(item && proposedAnswer(currentEdition, item, {})).toEqual({ role: 'victim' })
})

const standing = (answer: Answer) => isWithoutMandate({ 'reporter-capacity': answer })

test('somebody else is asked for a mandate, and told what goes without one', () => {
  expect(standing({ role: 'vendor' })).toBe(true)
  expect(standing({ role: 'agent', authorised: false })).toBe(true)
  expect(standing({ role: 'vendor', authorised: true })).toBe(false)
  expect(standing({ role: 'processor' })).toBe(false)
  expect(isWithoutMandate({})).toBe(false)
})

test('every item of the edition that may be asked is on exactly one page', () => {
  const asked = stepsFor({}).flatMap((step) => step.asked.map(({ item }) => item))
  expect(new Set(asked).size).toBe(asked.length)
  const hidden = new Set(wholeAnswers({}, 0, now).dropped)
  for (const item of currentEdition.items.values()) {
    if (!item.given && !item.when && !hidden.has(item.id)) expect(asked).toContain(item.id)
  }
})

test('nothing that the portal fills in by itself is asked', () => {
  const asked = stepsFor({}).flatMap((step) => step.asked.map(({ item }) => item))
  for (const given of ['report-phase', 'report-revision', 'report-date']) expect(asked).not.toContain(given)
})

test('an answered question stays on its page, so that it can be read again', () => {
  const steps = stepsFor(triage)
  expect(itemsOf(steps, 'now-start').slice(1)).toEqual(Object.keys(triage))
  expect(pageOf(steps, 'now-start')).toMatchObject({ open: 0, answered: 5, unknown: 0 })
})

test('"not known yet" counts as told and no longer as missing', () => {
  const step = pageOf(stepsFor({ ...triage, 'pd-involved': 'unknown' }), 'now-start')
  expect(step).toMatchObject({ open: 0, unknown: 1, answered: 4 })
})

test('a hospital hit by ransomware can send its first report after at most 15 answers', () => {
  const line = readFileSync('test/corpus/dev.jsonl', 'utf8')
    .split('\n')
    .find((one) => one.includes('"dev-001"'))
  const { answers: known }: { answers: Answers } = JSON.parse(line ?? '{}')
  const { given, left } = walk(known)
  expect(left).toBe(0)
  expect(given.length, given.join(' ')).toBeLessThanOrEqual(15)
})

/** The first page and the way there say "about 15 questions". */
test.for([
  ['hospital', 'intrusion-ransomware', 'yes'],
  ['manufacturer', 'unauthorised-access', 'no'],
  ['local-government', 'phishing', 'unknown'],
  ['school', 'ddos', 'yes'],
  ['bank', 'unauthorised-access', 'yes'],
  ['railway', 'ddos', 'no'],
])('a %s, hit by %s, needs about 15 answers (personal data: %s)', ([industry = '', attack = '', involved = '']) => {
  const told = { 'org-industry': industry, 'incident-attack-type': [attack], 'pd-involved': involved }
  const chosen = {
    'report-recipients': ['police'],
    'sharing-consent-government': true,
    'sharing-consent-expert': false,
  }
  const { given } = walk({ ...triage, ...told, ...chosen })
  expect(given.length, given.join(' ')).toBeGreaterThanOrEqual(11)
  expect(given.length, given.join(' ')).toBeLessThanOrEqual(16)
})

test('until the first page is answered it alone is called needed: what else is needed hangs on it', () => {
  const fresh = stepsFor({})
  expect(missingNow(fresh, {}).now).toEqual(Object.keys(triage))
  expect(missingNow(fresh, {}).perhaps.length).toBe(openNow(fresh) - 5)
  const { 'pd-involved': _open, ...almost } = triage
  expect(missingNow(stepsFor(almost), almost).now).toEqual(['pd-involved'])
  const steps = stepsFor(triage)
  expect(missingNow(steps, triage).now.length).toBe(openNow(steps))
  expect(missingNow(steps, triage).perhaps).toEqual([])
})

/** Answers page after page what is asked now, and counts: what the corpus does not know is "not known yet". */
function walk(known: Answers) {
  const answers: Record<string, Answer> = {}
  let here: string | null = 'now-start'
  for (let pages = 0; here !== null && pages < 20; pages += 1) {
    const shown = itemsOf(stepsFor(answers), here)
    for (const item of shown.filter((one) => one !== 'reporter-capacity')) answers[item] ??= known[item] ?? 'unknown'
    here = stepAfter(stepsFor(answers), here, shown, answers)
  }
  return { given: Object.keys(answers), left: openNow(stepsFor(answers)) }
}

describe('saving leads', () => {
  test('forward to the next page with an open question', () => {
    const steps = stepsFor(triage)
    const next = stepAfter(steps, 'now-start', Object.keys(triage), triage)
    expect(next).toBe(steps.find(({ open }) => open > 0)?.id)
    expect(next).not.toBe('now-start')
  })

  test('to the same page when the answers have raised a question there', () => {
    const steps = [page('now-start', ['a', 'b'], 1), page('now-who', ['c'], 1)]
    expect(stepAfter(steps, 'now-start', ['a'], { a: 'x' })).toBe('now-start')
  })

  test('on, not back, when a question was left empty on purpose', () => {
    const steps = [page('now-start', ['a', 'b'], 1), page('now-who', ['c'], 0)]
    expect(stepAfter(steps, 'now-start', ['a', 'b'], { a: 'x', c: 'y' })).toBeNull()
  })

  test('back to a page left behind, once this one is complete', () => {
    const steps = [page('now-start', ['a'], 1), page('now-who', ['c'], 0)]
    expect(stepAfter(steps, 'now-who', ['c'], { c: 'y' })).toBe('now-start')
  })

  test('from a section to the section that follows', () => {
    const steps = [page('now-start', ['a'], 1), section('cause'), section('closing')]
    expect(stepAfter(steps, 'cause', ['cause-1'], {})).toBe('closing')
    expect(stepAfter(steps, 'closing', ['closing-1'], {})).toBeNull()
  })
})

test('an address of a page that asks nothing any more leads to the next open one', () => {
  const steps = [page('now-start', ['a'], 0), page('now-who', ['c'], 1)]
  expect(stepNamed(steps, 'now-more')?.id).toBe('now-who')
})

test('a page that its own answers made needless shows them to whoever goes back', () => {
  const before: Answers = { ...triage, 'org-industry': 'school', 'incident-attack-type': ['other'] }
  const asked = itemsOf(stepsFor(before), 'now-more')
  expect(asked).toContain('pd-items')
  const answers = { ...before, ...Object.fromEntries(asked.map((item) => [item, 'unknown'])) }
  const after = stepsFor(answers)
  expect(itemsOf(after, 'now-more')).toEqual([])
  const again = stepAskedFor(after, 'now-more', answers, currentEdition)
  expect(again).toMatchObject({ id: 'now-more', path: 'now', open: 0 })
  expect(again?.asked.map(({ item }) => item)).toEqual(asked)
})

function page(id: string, items: readonly string[], open: number): Step {
  const asked = items.map((item) => ({ item, urgency: 'now' as const, for: [] }))
  return { id, path: 'now', asked, open, unknown: 0, answered: items.length - open }
}

function section(id: string): Step {
  return {
    id,
    path: 'section',
    asked: [{ item: `${id}-1`, urgency: 'optional', for: [] }],
    open: 1,
    unknown: 0,
    answered: 0,
  }
}

test('until the first page is answered nobody knows how much the others ask', () => {
  expect(isTriaged(stepsFor({}))).toBe(false)
  expect(isTriaged(stepsFor(triage))).toBe(true)
})
