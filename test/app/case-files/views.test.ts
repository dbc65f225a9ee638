import { expect, test } from 'vitest'

import { assessCase } from '#app/case-files/acts/assess.server.ts'
import { claimCase } from '#app/case-files/acts/claim.server.ts'
import { columnItems, mostColumns, severityColumn } from '#app/case-files/queue/columns.ts'
import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { readQueue } from '#app/case-files/queue/read-queue.server.ts'
import { chooseColumns, removeView, saveView } from '#app/case-files/queue/views.server.ts'
import { viewLimits } from '#app/case-files/queue/views.ts'
import { addLabel, closeCaseFile, removeLabel, reopenCaseFile } from '#db/case-files/case-files.server.ts'
import type { Context, Officer, Tx } from '#db/context.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, monday, officerOf, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()

async function officer(recipient: string): Promise<Context<Officer>> {
  const actor = await officerOf(database, recipient)
  return { db: database.as(actor), actor, now: monday }
}

const page = (desk: Context<Officer>) => readQueue(desk, queueChoice(new URLSearchParams()))

test('a view is one’s own or the body’s, is counted, and holds what the address said and nothing else', async () => {
  for (let count = 0; count < 3; count++) await filedReport(database, { recipients: ['jpcert'] })
  const [desk, colleague, stranger] = [await officer('jpcert'), await officer('jpcert'), await officer('nco')]
  const mine = { name: '自分の', query: 'mine=1&after=x&evil=1', shared: false }
  expect(await saveView(desk, mine)).toBe('viewSaved')
  expect(await saveView(desk, { name: '期限', query: 'order=urgent&label=至急', shared: true })).toBe('viewSaved')
  expect(await saveView(desk, { name: '全部', query: 'state=all', shared: true })).toBe('viewSaved')
  expect(await saveView(desk, { name: '探す', query: 'q=病院', shared: true })).toBe('viewSaved')
  const [first] = (await page(desk)).lines
  await claimCase(desk, first?.id ?? '')

  const seen = (await page(desk)).views.map(({ name, href, count, shared }) => ({ name, href, count, shared }))
  expect(seen).toEqual([
    { name: '期限', href: '/desk?label=%E8%87%B3%E6%80%A5&order=urgent', count: 0, shared: true },
    { name: '全部', href: '/desk?state=all', count: 3, shared: true },
    { name: '探す', href: '/desk?q=%E7%97%85%E9%99%A2', count: null, shared: true },
    { name: '自分の', href: '/desk?mine=1', count: 1, shared: false },
  ])
  expect((await page(colleague)).views.map(({ name }) => name)).toEqual(['期限', '全部', '探す'])
  expect((await page(stranger)).views).toEqual([])

  const own = (await page(desk)).views.at(-1)
  await removeView(colleague, own?.id ?? '')
  await removeView(stranger, (await page(desk)).views[0]?.id ?? '')
  expect((await page(desk)).views).toHaveLength(4)
  await removeView(desk, own?.id ?? '')
  expect((await page(desk)).views).toHaveLength(3)
})

test('names and words of views are sealed', async () => {
  const rows = await database.owner<{ content: Buffer }[]>`select content from views`
  expect(rows.length).toBeGreaterThan(0)
  for (const { content } of rows) expect(content.includes('病院') || content.includes('期限')).toBe(false)
})

test('a view needs a name, and there are not more than fit', async () => {
  const desk = await officer('many-views')
  expect(await saveView(desk, { name: '', query: '', shared: false })).toBe('viewNameWrong')
  expect(await saveView(desk, { name: '長'.repeat(31), query: '', shared: false })).toBe('viewNameWrong')
  for (let count = 0; count < viewLimits.views; count++) await saveView(desk, { name: 'x', query: '', shared: false })
  expect(await saveView(desk, { name: 'x', query: '', shared: false })).toBe('viewsTooMany')
})

test('columns are chosen for the whole body, from what it is told, up to a number', async () => {
  const [desk, colleague] = [await officer('ppc'), await officer('ppc')]
  const items = columnItems('ppc', monday)
  expect(items.length).toBeGreaterThan(mostColumns)
  expect(await chooseColumns(desk, items)).toBe('columnsTooMany')
  expect(await chooseColumns(desk, [...items.slice(0, 2), 'ransom-demand', 'no-such-item'])).toBe('columnsChosen')
  const { columns } = await page(colleague)
  expect(columns.slice(0, 2)).toEqual(items.slice(0, 2))
  expect(columns.every((item) => items.includes(item))).toBe(true)
  expect((await page(await officer('nco'))).columns).toEqual([])
})

test('a label leads to what is open, also where the case was reopened, or labelled while it was closed', async () => {
  const { reportId } = await filedReport(database, { recipients: ['labelled'] })
  const desk = await officer('labelled')
  const labelled = async (query: string) =>
    (await readQueue(desk, queueChoice(new URLSearchParams(`label=至急${query}`)))).lines.length
  const act = (work: (tx: Tx, id: string) => Promise<unknown>) => desk.db.transaction((tx) => work(tx, first?.id ?? ''))
  const [first] = (await page(desk)).lines
  await act((tx, id) => addLabel(tx, id, '至急', monday))
  expect([await labelled(''), await labelled('&state=all')]).toEqual([1, 1])
  await act((tx, id) => closeCaseFile(tx, id, 'resolved', monday))
  expect([await labelled(''), await labelled('&state=closed')]).toEqual([0, 1])
  await act((tx, id) => reopenCaseFile(tx, id, monday))
  expect(await labelled('')).toBe(1)

  await act((tx, id) => closeCaseFile(tx, id, 'resolved', monday))
  await act((tx, id) => removeLabel(tx, id, '至急'))
  await act((tx, id) => addLabel(tx, id, '至急', monday))
  expect(await labelled('')).toBe(0)
  const again = submissionOf(reportId, { recipients: ['labelled'], expectRevision: 1, phase: 'interim' })
  await insertSubmission(database.as({ kind: 'holder', reportId }), again)
  expect(await labelled('')).toBe(1)
})

test('the body’s own severity is a column to choose, a filter and an order that is paged without gaps', async () => {
  for (let count = 0; count < 30; count++) await filedReport(database, { recipients: ['weighing'] })
  const desk = await officer('weighing')
  expect(await chooseColumns(desk, [severityColumn])).toBe('columnsChosen')
  const lines = (await page(desk)).lines
  const steps = ['low', 'extreme', 'high', 'nil', 'high']
  for (const [at, severity] of steps.entries())
    await assessCase(desk, lines[at * 3]?.id ?? '', { severity, reason: '' })

  const asked = async (query: string) => readQueue(desk, queueChoice(new URLSearchParams(query)))
  const first = await asked('order=gravest')
  const rest = await asked(`order=gravest&after=${first.next}`)
  const all = [...first.lines, ...rest.lines]
  expect(all.map(({ ownSeverity }) => ownSeverity).slice(0, 6)).toEqual([5, 4, 4, 2, 0, null])
  expect(new Set(all.map(({ id }) => id)).size).toBe(30)
  expect(all.length).toBe(30)
  expect(first.columns).toEqual([severityColumn])
  const found = async (query: string) => (await asked(query)).lines.length
  expect([await found('severity=high'), await found('severity=extreme&state=all')]).toEqual([3, 1])
  const stepsOf = async (query: string) => (await asked(query)).lines.map(({ ownSeverity }) => ownSeverity)
  expect(await stepsOf('severity=low&state=all')).toEqual([2, 5, 4, 4])
  expect(await stepsOf('severity=low&order=oldest')).toEqual([4, 4, 5, 2])
  expect(await stepsOf('severity=low&order=gravest&state=all')).toEqual([5, 4, 4, 2])
  await database.as(desk.actor).transaction((tx) => addLabel(tx, lines[3]?.id ?? '', '至急', monday))
  expect(await stepsOf('label=至急&state=all&severity=low')).toEqual([5])
  expect(await stepsOf('label=至急&state=all&order=gravest')).toEqual([5])
  expect(await found('label=至急&state=closed')).toBe(0)
  expect((await asked('severity=none')).lines.every(({ ownSeverity }) => ownSeverity === null)).toBe(true)
})
