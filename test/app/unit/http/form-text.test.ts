import { expect, test } from 'vitest'

import { limits, problemsOfText } from '#app/case-files/acts/act.ts'
import { formOf, textOf } from '#app/http/form.server.ts'
import { messageLimit } from '#app/reports/board/message-limit.ts'

/** As a browser posts it. */
const posted = (text: string) => {
  const body = new URLSearchParams({ text: text.replaceAll('\n', '\r\n') })
  return formOf(new Request('http://127.0.0.1/', { method: 'POST', body }))
}

test('a text of many lines that fills its field is not too long', async () => {
  const text = `${'経過\n'.repeat(limits.text / 3).slice(0, limits.text - 1)}。`
  expect(text).toHaveLength(limits.text)
  const read = textOf(await posted(text), 'text')
  expect(read).toBe(text)
  expect(problemsOfText('text', read, 'advice')).toEqual([])
  expect(read.length).toBeLessThanOrEqual(messageLimit)
})
