/** Two administrators of a body, or two presses of one, who make the same thing at the same moment. */
import { expect, test } from 'vitest'

import { readRules, saveRule } from '#app/escalations/rules.server.ts'
import { saveTeamOf } from '#app/teams/operate-teams.server.ts'
import { readTeams, saveTeam } from '#app/teams/teams.server.ts'
import type { Officer } from '#db/context.ts'
import { night } from '#test/app/reports/reports.world.ts'
import { somebodyWaits, testDatabase, unwritten } from '#test/support/database.ts'
import { officerOf, operator } from '#test/support/filings.ts'

const database = await testDatabase()
const officer = await officerOf(database, 'mhlw')
await database.owner`update officers set role = 'administrator' where id = ${officer.officerId}`
const actor: Officer = { ...officer, role: 'administrator' }
const chief = { db: database.as(actor), actor, now: night }

/** Both begin before either is written. */
async function atOnce<A, B>(table: string, one: () => Promise<A>, other: () => Promise<B>) {
  const { begun } = await unwritten(database, async (sql) => {
    await sql`lock table ${sql(table)} in share row exclusive mode`
    const both = Promise.all([one(), other()])
    await somebodyWaits(database, 2)
    return { begun: both }
  })
  return begun
}

test('the same rule is made once: else every case would be told twice', async () => {
  const wish = { id: null, condition: 'unopened', hours: '24', severity: '', tells: 'administrators', past: 'all' }
  const both = await atOnce(
    'escalation_rules',
    () => saveRule(chief, wish),
    () => saveRule(chief, wish),
  )
  expect(both).toContainEqual([{ field: 'condition', code: 'same' }])
  expect(await readRules(chief)).toHaveLength(1)
})

test('a name is given to one team, also when an operator gives it at that moment', async () => {
  const team = { id: null, name: '医療チーム', members: [] }
  const operating = { db: database.as(operator), actor: operator, now: night }
  const both = await atOnce(
    'teams',
    () => saveTeam(chief, team),
    () => saveTeamOf(operating, 'mhlw', { ...team, prefecture: '' }),
  )
  expect(both).toContain('nameTaken')
  expect((await readTeams(chief)).teams).toHaveLength(1)
})
