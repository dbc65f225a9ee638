import { expect, test } from 'vitest'

import { countFilters, queueChoice, queueHref } from '#app/case-files/queue/queue-filters.ts'

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

test('a mistyped address shows more and is no error', () => {
  expect(chosen('state=gone&due=never&order=random&severity=nil')).toEqual(chosen(''))
  expect(chosen(`attack=${'x'.repeat(300)}`).attack).toBeUndefined()
})
