import { describe, expect, test } from 'vitest'

import { assignCase, claimCase } from '#app/case-files/acts/claim.server.ts'
import { closeCase, reopenCase } from '#app/case-files/acts/close.server.ts'
import { labelCase } from '#app/case-files/acts/label.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { comparedItems } from '#app/case-files/comparison/comparison.ts'
import { readComparison } from '#app/case-files/comparison/read-comparison.server.ts'
import { readTimeline } from '#app/case-files/timeline/read-timeline.server.ts'
import { timelineChoice, timelinePage, type TimelineEntry } from '#app/case-files/timeline/timeline.ts'
import { takeDelivery } from '#app/deliveries/take-delivery.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { listDeliveries } from '#db/submissions/deliveries.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { later } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const everything = timelineChoice(new URLSearchParams())
const at = (desk: Desk, hours: number): Desk => ({ ...desk, now: later(hours) })

describe('a day of a case at the commission', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'ppc')
  const { id } = desk
  const [first] = await desk.db.transaction((tx) => listDeliveries(tx, holder.actor.reportId, 'ppc'))
  await takeDelivery(at(desk, 1), first?.id ?? '', 'pdf')
  await claimCase(at(desk, 2), id)
  await acknowledge(at(desk, 3), id, { number: '第7号', text: '受け取りました。' })
  await ask(at(desk, 4), id, { items: ['time-narrative'], text: '経過を教えてください。', due: null })
  const answers = { 'time-narrative': '深夜に見つけました。' }
  const answered = { key: 'k'.repeat(32), answers, consents: [], unchanged: '' }
  await answerItems({ ...holder, now: later(5) }, answered)
  await advise(at(desk, 6), id, { text: '記録を残してください。', tlp: 'TLP:AMBER' })
  await writeNote(at(desk, 7), id, '内部の見立て')
  await labelCase(at(desk, 8), id, '至急')
  await assignCase(at(desk, 9), id, null)
  await closeCase(at(desk, 10), id, { reason: 'resolved', text: '' })
  await reopenCase(at(desk, 11), id)
  const read = (query = '') => readTimeline(desk, id, timelineChoice(new URLSearchParams(query)), 'ja')

  test('is told from the last thing to the first, each with its kind and who did it', async () => {
    const { timeline } = await read()
    expect(timeline.entries.map(({ kind }) => kind)).toEqual([
      'closing',
      'closing',
      'arrangement',
      'arrangement',
      'note',
      'advice',
      'answer',
      'delivery',
      'question',
      'acknowledgement',
      'arrangement',
      'opening',
      'export',
      'disclosure',
      'delivery',
    ])
    const titles = timeline.entries.map(({ title }) => title).join('\n')
    for (const said of [
      '受理番号は第7号',
      '経過',
      'ラベル「至急」を付けました',
      '第1版をPDFで保存',
      '対応が完了した',
    ]) {
      expect(titles).toContain(said)
    }
    expect(timeline.entries.find(({ kind }) => kind === 'note')).toMatchObject({ who: '架空 花子', inside: true })
    expect(timeline.entries.find(({ kind }) => kind === 'disclosure')?.text).toContain('2026年11月2日')
  })

  test('marks as internal what the reporter is never shown, and nothing else', async () => {
    const { timeline } = await read()
    const inside = timeline.entries.filter((entry) => entry.inside).map(({ kind }) => kind)
    expect([...new Set(inside)].toSorted()).toEqual(['arrangement', 'note'])
  })

  test('can be narrowed to kinds of things', async () => {
    const { timeline } = await read('kind=note&kind=question&kind=nonsense')
    expect(timeline.entries.map(({ kind }) => kind)).toEqual(['note', 'question'])
    expect(timeline.kinds).toEqual(['question', 'note'])
  })

  test('is nobody else’s: another body’s timeline of the same report holds none of it', async () => {
    const ministry = await deskOf(database, holder, 'mhlw')
    const { timeline } = await readTimeline(ministry, ministry.id, everything, 'ja')
    expect(JSON.stringify(timeline)).not.toMatch(/第7号|内部の見立て|至急|経過を教えて/)
    await expect(readTimeline(ministry, id, everything, 'ja')).rejects.toMatchObject({ code: 'notFound' })
  })

  test('shows two revisions side by side with the words that changed', async () => {
    const comparison = await readComparison(desk, id, { from: null, to: null, reads: true })
    expect([comparison.before.line.revisionNumber, comparison.after.line.revisionNumber]).toEqual([1, 2])
    const items = comparedItems(comparison.before.projection, comparison.after.projection, documentWords('ja'))
    expect(items).toContainEqual({
      item: 'time-narrative',
      kind: 'added',
      label: expect.any(String),
      before: null,
      after: [{ text: '深夜に見つけました。', changed: false }],
    })
    expect(items.map(({ item }) => item)).not.toContain('report-revision')
    const lines = await desk.db.transaction((tx) => listDeliveries(tx, holder.actor.reportId, 'ppc'))
    expect(lines.every(({ openedAt }) => openedAt !== null)).toBe(true)
  })

  test('compares a revision with itself when there is none before it', async () => {
    const { before, after } = await readComparison(desk, id, { from: null, to: 1, reads: false })
    expect(before.line).toBe(after.line)
  })
})

const noteAt = (minute: number): TimelineEntry => ({
  at: new Date(minute * 60_000).toISOString(),
  kind: 'note',
  title: String(minute),
  inside: true,
})

test('a long timeline has pages, and one beyond the last is the last', () => {
  const all = Array.from({ length: 120 }, (_, minute) => noteAt(minute))
  const titles = (page: number) => timelinePage(all, { kinds: [], page }).entries.map(({ title }) => title)
  expect(titles(1).slice(0, 2)).toEqual(['119', '118'])
  expect(titles(3)).toHaveLength(20)
  expect(titles(9)).toEqual(titles(3))
  expect(timelinePage(all, { kinds: ['question'], page: 1 })).toMatchObject({ entries: [], pages: 1 })
})
