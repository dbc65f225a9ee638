import { expect, test } from 'vitest'
import { boardRows, type RunningClock, type SentDelivery } from '#app/reports/board/board.ts'
import { countAsked, mergeQuestions, questionMeant, type OpenQuestion } from '#app/reports/board/merge-questions.ts'

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour))

const delivery = (recipient: string, revisionNumber: number, more: Partial<SentDelivery> = {}): SentDelivery => ({
  id: `${recipient}-${revisionNumber}`,
  phase: 'initial',
  recipient,
  revisionNumber,
  sentAt: at(revisionNumber),
  deliveredAt: at(revisionNumber),
  openedAt: null,
  ...more,
})

const clock = (report: RunningClock['report']): RunningClock => ({
  recipient: 'ppc',
  clock: `ppc-${report}`,
  report,
  dueKind: 'promptly',
  dueAt: null,
  cautiousAt: null,
  guidelineAt: null,
})

test('a body has one row, of what it got last', () => {
  const deliveries = [delivery('ppc', 1, { openedAt: at(2) }), delivery('ppc', 3), delivery('police', 1)]
  const rows = boardRows({ deliveries, caseFiles: [], clocks: [], openQuestions: [] })
  expect(rows.map(({ recipient }) => recipient)).toEqual(['ppc', 'police'])
  expect(rows[0]).toMatchObject({ sentAt: at(3), openedAt: null })
  expect(rows.map(({ openedBefore }) => openedBefore)).toEqual([{ revisionNumber: 1, openedAt: at(2) }, null])
})

test('a first report meets the clock of the first report and leaves the final one running', () => {
  const clocks = [clock('initial'), clock('final')]
  const [row] = boardRows({ deliveries: [delivery('ppc', 1)], caseFiles: [], clocks, openQuestions: [] })
  expect(row?.clocks.map(({ metAt }) => metAt)).toEqual([at(1), null])
})

const question = (id: string, recipient: string, more: Partial<OpenQuestion> = {}): OpenQuestion => ({
  id,
  recipient,
  prefecture: null,
  items: ['cause-route'],
  text: id,
  askedAt: at(1),
  due: null,
  closed: false,
  ...more,
})

test('two bodies that ask about one item are one question', () => {
  const all = mergeQuestions([question('q1', 'police'), question('q2', 'jpcert', { due: '2026-11-22' })])
  const [merged, ...rest] = all
  expect(rest).toEqual([])
  expect(merged).toMatchObject({ items: ['cause-route'], recipients: ['police', 'jpcert'], due: '2026-11-22' })
  expect(countAsked(all), 'and count as the two that they are').toBe(2)
})

test('general questions stay apart', () => {
  const asked = [question('q1', 'police', { items: [] }), question('q2', 'jpcert', { items: [] })]
  expect(mergeQuestions(asked).map(({ key }) => key)).toEqual(['q1', 'q2'])
})

test('the question with the earliest day comes first', () => {
  const asked = [question('q1', 'ppc', { items: ['a'] }), question('q2', 'ppc', { items: ['b'], due: '2026-11-21' })]
  expect(mergeQuestions(asked).map(({ key }) => key)).toEqual(['b', 'a'])
})

test('a question about several items brings together what shares one of them, and keeps the rest apart', () => {
  const merged = mergeQuestions([
    question('q1', 'police', { items: ['a'] }),
    question('q2', 'jpcert', { items: ['b'] }),
    question('q3', 'ppc', { items: ['c'] }),
    question('q4', 'nco', { items: ['b', 'a'] }),
  ])
  expect(merged.map(({ key, items, recipients }) => ({ key, items, recipients }))).toEqual([
    { key: 'a', items: ['a', 'b'], recipients: ['police', 'jpcert', 'nco'] },
    { key: 'c', items: ['c'], recipients: ['ppc'] },
  ])
})

test('a form that was drawn for several questions reaches all of them that are left after a retraction', () => {
  const left = mergeQuestions([question('q1', 'police', { items: ['a'] }), question('q3', 'jpcert', { items: ['b'] })])
  const others = mergeQuestions([question('q5', 'ppc', { items: ['c'] }), question('q6', 'ppc', { items: [] })])
  const drawnFor = { key: 'a', items: new Set(['a', 'b']) } // a third one asked for both
  expect(questionMeant([...left, ...others], drawnFor)).toMatchObject([
    { items: ['a', 'b'], recipients: ['police', 'jpcert'] },
  ])
  expect(questionMeant(others, drawnFor)).toEqual([])
  expect(questionMeant(others, { key: 'q6', items: new Set() })).toMatchObject([{ key: 'q6' }])
})
