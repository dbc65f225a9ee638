import { expect, test } from 'vitest'
import { limitedDoors, refuseTooMany } from '#app/http/door-limits.server.ts'
import routes from '#app/routes.ts'

const come = (path: string, address: string) => refuseTooMany({ url: `http://portal.example${path}`, address })

test.for([
  ['/enrol/abc', '/ENROL/abc', '/%65nrol/abc', '/enrol/abc/', '//enrol/abc', '/enrol/abc.data'],
  ['/verify', '/Verify', '/verif%79', '/verify/', '/verify//', '/verify.data'],
  ['/calendar/abc.ics', '/Calendar/abc.ics', '/calendar/abc%2Eics', '/calendar/abc.ics/', '/calendar/abc.ics.data'],
])('%s and its other spellings are one door', async (spellings) => {
  const address = `192.0.2.${spellings[0]?.length}`
  const most = limitedDoors.find(({ path }) => path.test(spellings[0] ?? ''))?.most ?? 0
  for (let time = 0; time < most; time++) {
    expect(await come(spellings[time % spellings.length] ?? '', address)).toBeNull()
  }
  for (const spelling of spellings) expect(await come(spelling, address), spelling).toMatchObject({ code: 'tooMany' })
})

test('every address that ends in a token alone has a limited door', () => {
  const tokens = routes.flatMap(({ path }) => (path && /:token\b/.test(path) ? [`/${path}`] : []))
  expect(tokens.length).toBeGreaterThan(4)
  expect(tokens.filter((address) => !limitedDoors.some(({ path }) => path.test(address)))).toEqual([])
})
