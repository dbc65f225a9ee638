import { expect, test } from 'vitest'

import {
  countFilters,
  nextPage,
  previousPage,
  queueChoice,
  queueHref,
  type QueueChoice,
} from '#app/case-files/queue/queue-filters.ts'

const chosen = (query: string) => queueChoice(new URLSearchParams(query))

test('a queue without a query shows what is not closed, newest first', () => {
  expect(chosen('')).toMatchObject({ state: 'open', order: 'newest', mine: false })
  expect(countFilters(chosen(''))).toBe(0)
  expect(queueHref(chosen(''))).toBe('/desk')
})

test('a view can be sent to a colleague: its address reads back as the same view', () => {
  const view = chosen(
    'state=waiting&stage=final&attack=ddos&sector=port&prefecture=徳島県&due=week&severity=high&mine=1&order=gravest',
  )
  expect(chosen(queueHref(view).split('?')[1] ?? '')).toEqual(view)
  expect(countFilters(view)).toBe(8)
})

test('from each page of a queue one gets back to the one before, through its address', () => {
  const addressed = (page: QueueChoice) => chosen(queueHref(page).split('?')[1] ?? '')
  const first = chosen('state=waiting')
  const second = addressed(nextPage(first, 'WzEsMl0'))
  const third = addressed(nextPage(second, 'WzMsNF0'))
  expect([first, second, third].map(previousPage)).toEqual([null, first, second])
  expect(countFilters(third)).toBe(1)
  let far = third
  for (let turned = 0; turned < 30; turned += 1) far = addressed(nextPage(far, `W${turned}`))
  const known: QueueChoice[] = []
  for (let page = previousPage(far); page; page = previousPage(page)) known.push(page)
  expect(known.map(({ after }) => after).slice(0, 3)).toEqual(['W28', 'W27', 'W26'])
  expect(known.at(-1), 'no page is taken for another').not.toEqual(first)
})

test('a mistyped address shows more and is no error', () => {
  expect(chosen('state=gone&due=never&order=random&severity=nil')).toEqual(chosen(''))
  expect(chosen(`attack=${'x'.repeat(300)}`).attack).toBeUndefined()
})
