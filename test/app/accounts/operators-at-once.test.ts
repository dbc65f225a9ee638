import { expect, test } from 'vitest'

import { suspendPerson } from '#app/accounts/invite.server.ts'
import type { Operator } from '#db/context.ts'
import { insertOperator, listOperators } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()

async function newOperator(name: string): Promise<Operator> {
  const operator: Operator = { kind: 'operator', operatorId: newId() }
  await database.as(operator).transaction((tx) => insertOperator(tx, { ...operator, name }, night))
  return operator
}

const suspend = (by: Operator, whom: Operator) =>
  suspendPerson({ db: database.as(by), actor: by, now: night }, whom.operatorId, true)

test('of two operators who suspend each other at once one stays: else nobody could let anybody in', async () => {
  const [first, second] = [await newOperator('架空 一'), await newOperator('架空 二')]
  const both = await Promise.allSettled([suspend(first, second), suspend(second, first)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'forbidden' } })
  const left = await database.as(first).transaction(listOperators)
  const ids = left.map(({ operatorId }) => operatorId)
  expect([first, second].filter(({ operatorId }) => ids.includes(operatorId))).toHaveLength(1)
})
