import { expect, test } from 'vitest'
import { countUnnamed, mostUnnamed, sizeUnnamed } from '#app/api/limit.server.ts'

const left = async (address: string, bytes: number) =>
  Number(/;r=(\d+);/.exec((await countUnnamed(address, bytes)).RateLimit ?? '')?.[1])

test('who shows no credentials is counted by network, and much at once as several calls', async () => {
  expect(await left('192.0.2.77', 0)).toBe(mostUnnamed - 1)
  expect(await left('192.0.2.77', sizeUnnamed - 1)).toBe(mostUnnamed - 2)
  expect(await left('192.0.2.77', 1_000_000)).toBe(mostUnnamed - 23)
  expect(await left('2001:db8:77:1::1', 0)).toBe(mostUnnamed - 1)
  expect(await left('2001:db8:77:1:ffff::2', 0)).toBe(mostUnnamed - 2)
  await expect(countUnnamed('192.0.2.77', 6_000_000)).rejects.toMatchObject({ code: 'tooMany' })
})
