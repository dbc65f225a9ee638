import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { expect, test } from 'vitest'
import type { QueueRow } from '#app/case-files/queue/queue-row.ts'
import { QueueTable } from '#app/case-files/queue/queue-table.tsx'
import { i18nFor } from '#app/i18n/i18n.server.ts'

const rude = `<img src=x onerror="alert('1')">`

const row: QueueRow = {
  id: '01a1fc07-1c35-79ef-a9c4-62d860725dc9',
  reference: 'ABCD-EFGH',
  organisation: rude,
  title: rude,
  state: 'new',
  unread: 'updated',
  severity: null,
  escalated: false,
  mergedNews: false,
  held: true,
  stage: 'initial',
  revisionNumber: 1,
  updatedAt: new Date('2026-11-21T03:00:00Z'),
  dueAt: null,
  due: { key: 'none', count: 0, tone: 'calm' },
  attackType: rude,
  sector: rude,
  prefecture: rude,
  assignee: rude,
  unattended: true,
  labels: [rude, rude],
  cells: [rude],
}

const at = '2026-11-22T03:00:00Z'

test('nothing that anybody wrote is taken for a part of the queue', () => {
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <QueueTable rows={[row]} order="newest" at={at} without={new Set()} own={['incident-summary']} />
    </I18nextProvider>,
  )
  expect(page).not.toContain('<img')
  expect(page.match(/&lt;img src=x onerror=&quot;alert\(&#x27;1&#x27;\)&quot;&gt;/g)).toHaveLength(10)
})

test('two cases of one organisation are told apart: by their title, else by their reference', () => {
  const untitled = { ...row, organisation: '架空あわ町立みどり病院', title: null }
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <QueueTable
        rows={[untitled, { ...untitled, title: '電子カルテの停止' }]}
        order="newest"
        at={at}
        without={new Set()}
        own={[]}
      />
    </I18nextProvider>,
  )
  expect(page.match(/ABCD-EFGH/g)).toHaveLength(1)
  expect(page.match(/電子カルテの停止/g)).toHaveLength(1)
})

test('a day says its year where it is another one', () => {
  const page = renderToStaticMarkup(
    <I18nextProvider i18n={i18nFor('ja')}>
      <QueueTable
        rows={[{ ...row, dueAt: new Date('2026-12-31T15:30:00Z') }]}
        order="newest"
        at={at}
        without={new Set()}
        own={[]}
      />
    </I18nextProvider>,
  )
  expect(page).toContain('>11月21日（土）</span> 12:00<')
  expect(page).toContain('>2027年1月1日（金）</span>')
})

test('a row stands among others as it stands alone, whatever they differ in', () => {
  const due = { key: 'inDays', count: 9, tone: 'calm' } as const
  const changes: Partial<QueueRow>[] = [
    { state: 'closed' },
    { unread: null },
    { severity: 'high' },
    { severity: 'low' },
    { escalated: true },
    { mergedNews: true },
    { held: false },
    { stage: 'final' },
    { revisionNumber: 2 },
    { updatedAt: new Date('2026-11-20T03:00:00Z') },
    { updatedAt: new Date('2026-11-21T03:01:00Z') },
    { dueAt: new Date('2026-12-01T03:00:00Z') },
    { dueAt: new Date('2026-12-01T03:00:00Z'), due },
    { dueAt: new Date('2026-12-01T03:00:00Z'), due: { ...due, count: 10 } },
    { dueAt: new Date('2026-12-01T03:00:00Z'), due, state: 'closed' },
    { attackType: null },
    { attackType: 'null' },
    { sector: null },
    { prefecture: '13' },
    { assignee: null },
    { assignee: null, unattended: false },
    { unattended: false },
    { labels: [] },
  ]
  const rows = [row, ...changes.map((change) => ({ ...row, ...change }))]
  for (const without of [new Set<'severity'>(), new Set(['severity'] as const)]) {
    const body = (those: readonly QueueRow[]) => {
      const page = renderToStaticMarkup(
        <I18nextProvider i18n={i18nFor('ja')}>
          <QueueTable rows={those} order="newest" at={at} without={without} own={[]} />
        </I18nextProvider>,
      )
      return /<tbody[^>]*>(.*)<\/tbody>/.exec(page)?.[1]
    }
    expect(body(rows)).toBe(rows.map((one) => body([one])).join(''))
  }
})
