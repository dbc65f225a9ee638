import { expect, test } from 'vitest'

import { readCase } from '#app/case-files/page/read-case.server.ts'
import { readTimeline } from '#app/case-files/timeline/read-timeline.server.ts'
import { handOver } from '#app/hand-overs/hand-over.server.ts'
import { returnCopy } from '#app/hand-overs/return-copy.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

const told = async (desk: Desk) => {
  const { timeline } = await readTimeline(desk, desk.id, { kinds: [], page: 1 }, 'ja')
  return timeline.entries.filter(({ kind }) => kind === 'hand-over').map(({ title }) => title)
}

test('both bodies find a hand-over and its return in their timelines', async () => {
  const holder = await filedHospital(database)
  const police = await deskOf(database, holder, 'police', '徳島県')
  const delivery = (await readCase(police, police.id)).deliveries.at(-1)?.line.id ?? ''
  const wish = { prefecture: '', delivery, items: ['org-name'], groundText: '', reason: '' }
  await handOver(police, police.id, { ...wish, to: 'ppc', ground: 'appi-26' })
  const commission = await deskOf(database, holder, 'ppc')
  expect(await told(police)).toEqual(['個人情報保護委員会に引き継ぎました。'])
  expect(await told(commission)).toEqual(['都道府県警察から引き継がれました。'])
  const copy = (await readCase(commission, commission.id)).handOvers[0]?.id ?? ''
  await returnCopy(commission, commission.id, { copy, reason: 'wrong-addressee' })
  const back = '個人情報保護委員会が、都道府県警察から引き継がれた内容を返却しました。'
  expect(await told(police)).toContain(back)
  expect(await told(commission)).toContain(back)
})
