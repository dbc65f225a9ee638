import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { deadline } from '#app/cli/deadlines.ts'
import { predict, type Prediction } from '#app/cli/plan.ts'
import { boundaries, differences } from '#test/corpus/boundaries.ts'
import { cases, ownCases, vectors } from '#test/corpus/expectations.ts'
import { scoreCases, scoreDeadlines, type Score } from '#test/corpus/score.ts'
import { commandLine } from '#test/support/command-line.ts'

const predictions = cases.map(predict)
const sets: [string, Score][] = [
  ['development', scoreCases(cases, predictions)],
  ['own', scoreCases(ownCases, ownCases.map(predict))],
]

test.each(sets)('%s: nothing is sent without ground, nothing leaks, nothing goes while it is undecided', (_, score) => {
  expect(score.notes.filter(({ note }) => /ground|leak|undecided/.test(note))).toEqual([])
  expect([score.noGround, score.leaks, score.premature, score.dutylessDates]).toEqual([0, 0, 0, 0])
})

test.each(sets)('%s: duties are right in 95 % of the cases, whole sets in 90 %, clocks in 97 %', (_, score) => {
  expect(score.cases).toBeGreaterThan(30)
  expect(score.must / score.cases).toBeGreaterThanOrEqual(0.95)
  expect(score.exact / score.cases).toBeGreaterThanOrEqual(0.9)
  expect(score.clocksRight / score.clocks).toBeGreaterThanOrEqual(0.97)
  expect(score.missingItems).toBe(0)
})

test('at every edge of the law the plan says what the rules say', () => {
  expect(boundaries.length).toBeGreaterThan(600)
  expect(boundaries.flatMap(differences)).toEqual([])
  const [edge] = boundaries.filter(({ must }) => must)
  if (edge) expect(differences({ ...edge, must: [], due: { 'ppc/final': ['2030'] } })).toHaveLength(2)
})

test('every deadline vector is right', () => {
  expect(scoreDeadlines(vectors, vectors.map(deadline)).notes).toEqual([])
})

test('the scorer sees a recipient without ground, a leak, a missed duty and a wrong day', () => {
  const [first] = cases
  const [good] = predictions
  if (!first || !good) throw new RangeError('the corpus is empty')
  const bad: Prediction = {
    ...good,
    recipients: { ...good.recipients, must: [], should: [...good.recipients.should, 'ipa'] },
    items: { ...good.items, police: [...(good.items['police'] ?? []), 'pd-items'] },
    clocks: good.clocks.map((clock) => ({ ...clock, due: '2027-01-01T00:00:00+09:00' })),
  }
  const scored = scoreCases([first], [bad])
  expect(scored).toMatchObject({ must: 0, exact: 0, noGround: 1, leaks: 1, missedMust: 1, clocksRight: 0 })
})

test('the command line answers the good lines, names the bad one and says that something was wrong', () => {
  const [line] = readFileSync(new URL('../corpus/dev.jsonl', import.meta.url), 'utf8').split('\n')
  const { stdout, stderr, status } = spawnSync(process.execPath, [...commandLine, 'plan'], {
    input: `not json\n${line}\n{"id":"x"}\n`,
    encoding: 'utf8',
  })
  expect(
    stdout
      .trim()
      .split('\n')
      .map((answer) => JSON.parse(answer).id),
  ).toEqual([cases[0]?.id])
  expect(stderr).toContain('line 1')
  expect(stderr).toContain('line 3')
  expect(status).toBe(1)
})

test('an item that does not exist is named, and the line is answered all the same', () => {
  const [line = ''] = readFileSync(new URL('../corpus/dev.jsonl', import.meta.url), 'utf8').split('\n')
  const { answers, ...told } = JSON.parse(line)
  const { stdout, stderr, status } = spawnSync(process.execPath, [...commandLine, 'plan'], {
    input: `${line}\n${JSON.stringify({ ...told, answers: { ...answers, 'pd-item': 'x', 'org-sector': 'y' } })}\n`,
    encoding: 'utf8',
  })
  const [one, other] = stdout.trim().split('\n')
  expect([one === other, stderr.trim(), status]).toEqual([
    true,
    'madoguchi plan: line 2: no such item, read past: pd-item, org-sector',
    0,
  ])
})

test('lines as Windows and Java write them: a mark in front, CR LF, blanks, U+2028 in a text, no end of line', () => {
  const line = JSON.stringify({ id: 'a\u2028b', clock: 'jp-ppc-final', start: '2026-10-01T09:00:00+09:00' })
  const { stdout, stderr } = spawnSync(process.execPath, [...commandLine, 'deadlines'], {
    input: `\uFEFF${line}\r\n\r\n  \n${line}`,
    encoding: 'utf8',
  })
  const told = { id: 'a\u2028b', due: '2026-10-30T23:59:59+09:00' }
  expect([
    stderr,
    stdout
      .trim()
      .split('\n')
      .map((answer) => JSON.parse(answer)),
  ]).toEqual(['', [told, told]])
})

test('a case may lack its phase, and its time its offset: that is Japan time', () => {
  const { answers = {} } = cases[0] ?? {}
  for (const as_of of ['2026-11-01', '2026-11-01T09:30']) {
    expect(predict({ id: 'a', as_of, phase: null, answers }).recipients.must).toEqual(['ppc'])
  }
  expect(() => predict({ id: 'a', as_of: 'in autumn', answers })).toThrow('as_of')
})

test('a deadline is told as an instant or as a word', () => {
  expect(deadline({ id: 'a', clock: 'jp-ppc-final', start: '2026-10-01T09:00:00+09:00' })).toEqual({
    id: 'a',
    due: '2026-10-30T23:59:59+09:00',
  })
  const estimated = { value: '2026-10-01T23:59', certainty: 'estimated' }
  expect(deadline({ id: 'a', clock: 'jp-ppc-final', start: estimated, context: null }).due).toContain('2026-10-30')
  expect(deadline({ id: 'b', clock: 'jp-mhlw', start: '2026-10-01T09:00:00+09:00' }).due).toBe('promptly')
  expect(() => deadline({ id: 'c', clock: 'noon', start: '2026-10-01' })).toThrow('unknown clock noon')
})
