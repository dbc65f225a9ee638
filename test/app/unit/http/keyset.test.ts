import { expect, test } from 'vitest'

import { placeText, turning } from '#app/http/keyset.ts'

const places = Array.from({ length: 14 }, (_, at) =>
  placeText({ at: new Date(at * 1_000), id: `0199d000-0000-7000-8000-${String(at).padStart(12, '0')}` }),
)
const filters = { ticket: 'A-1', client: 'technical' }
const asked = (href: string | null) => new URLSearchParams(href ?? '')

test('whoever turns pages comes back the same way, with what was filtered by, and then to the first', () => {
  let here = turning(asked('?ticket=A-1&client=technical'), places[0] ?? null, filters)
  expect(here).toMatchObject({ first: null, previous: null })
  const way = ['?ticket=A-1&client=technical']
  for (const place of places.slice(1)) {
    way.push(here.next ?? '')
    here = turning(asked(here.next), place, filters)
  }
  for (const before of way.slice(-11, -1).toReversed()) {
    expect(asked(here.previous).get('after')).toBe(asked(before).get('after'))
    expect(asked(here.previous).get('ticket')).toBe('A-1')
    here = turning(asked(here.previous), null, filters)
  }
  expect(here.previous).toBeNull() // ten pages are kept
  expect(here.first).toBe('?ticket=A-1&client=technical')
})

test('the page after the first offers the first once', () => {
  const { next } = turning(asked(''), places[0] ?? null)
  expect(turning(asked(next), null)).toEqual({ first: null, previous: '?', next: null })
})

test('a way that somebody made up is none', () => {
  expect(turning(asked(`?after=${places[0]}&before=javascript:1,%2F%2Fx`), null)).toEqual({
    first: '?',
    previous: null,
    next: null,
  })
  expect(turning(asked('?after=nonsense&before=first'), null)).toEqual({ first: null, previous: null, next: null })
})
