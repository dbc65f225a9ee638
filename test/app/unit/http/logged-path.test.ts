import { expect, test } from 'vitest'
import { loggedPath } from '#app/http/logged-path.ts'
import { newId, newReference, newToken } from '#db/sealing/secrets.server.ts'

const logged = (path: string) => loggedPath({ url: `https://portal.example.jp${path}` })

test('no reference is in the log, whatever its letters, nor as it was typed', () => {
  for (let turn = 0; turn < 500; turn++) {
    const reference = newReference()
    for (const typed of [reference, reference.toLowerCase(), reference.replaceAll('-', '')])
      expect(logged(`/reports/${typed}/answer/now-start?x=${reference}`)).toBe('/reports/:id/answer/now-start')
  }
})

test('nor an id, a token or what is no word of ours; addresses without any stay readable', () => {
  expect(logged(`/desk/case-files/${newId()}`)).toBe('/desk/case-files/:id')
  expect(logged(`/enrol/${newToken().token}`)).toBe('/enrol/:id')
  expect(logged(`/reports/${encodeURIComponent('架空')}/board`)).toBe('/reports/:id/board')
  for (const path of ['/', '/desk/case-files', '/account/security', '/operator/recipients/ppc'])
    expect(logged(path)).toBe(path)
})
