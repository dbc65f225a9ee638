/** A cursor comes back from outside: what was not given out for this very list is refused, and reaches no query. */
import { expect, test } from 'vitest'

import { cursorOf, datedCursor, datedPlace, readCursor } from '#app/api/page-cursor.server.ts'
import { cursorText } from '#db/queue/cursor.ts'
import { queuePlace } from '#db/queue/queue-order.server.ts'

const id = '01a20324-0514-7690-90dd-fbcd3a0e204c'
const at = new Date('2026-11-20T00:30:00Z')

test('goes on where it was given out, and nowhere else', () => {
  const after = datedCursor('reports', at, id)
  expect(readCursor({ after, language: 'ja' }, 'reports', datedPlace)?.place).toEqual([at.getTime(), id])
  expect(() => readCursor({ after, language: 'ja' }, 'questions', datedPlace)).toThrow('invalid')
  expect(readCursor({ after: undefined, language: 'ja' }, 'reports', datedPlace)).toBeNull()
})

test('of one order is none in another', () => {
  const place = cursorText([at.getTime(), id, null])
  const after = cursorOf('case-files newest', place)
  expect(readCursor({ after, language: 'en' }, 'case-files newest', queuePlace)?.text).toBe(place)
  expect(() => readCursor({ after, language: 'en' }, 'case-files urgent', queuePlace)).toThrow('invalid')
})

test.each([
  [[1e300, id, null]],
  [[-1e18, id, null]],
  [[8.64e15, id, null]],
  [[1.5, id, null]],
  [['2026-11-20', id, null]],
  [[1, '-'.repeat(36), null]],
  [[1, '0123456789abcdef0123456789abcdef----', null]],
  [[1, id, 1e9]],
  [{ at: 1, id }],
  ['x'],
  [null],
])('that holds %j is refused', (place) => {
  const text = Buffer.from(JSON.stringify(place)).toString('base64url')
  for (const after of [cursorOf('case-files newest', text), text, '', 'nowhere'])
    expect(() => readCursor({ after, language: 'en' }, 'case-files newest', queuePlace)).toThrow('invalid')
})
