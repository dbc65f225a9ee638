/** More than one page holds: an operator comes to every account and every organisation. */
import { expect, test } from 'vitest'

import { readAccounts, readOrganisations } from '#app/operators/lists.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { insertAccount } from '#db/people/accounts.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { monday, operator } from '#test/support/filings.ts'

const database = await testDatabase()
const context = { db: database.as(operator), actor: operator, now: monday }
const count = 205
await database.as({ kind: 'worker' }).transaction(async (tx) => {
  for (let at = 0; at < count; at++) {
    const made = new Date(monday.getTime() + Math.floor(at / 3) * 1_000) // several of one moment
    await insertAccount(tx, { name: `架空 ${at}`, mail: `${at}@lists.example` }, made)
    const corporateNumber = at === 1 ? '7000012050002' : null
    await insertOrganisation(tx, { profile: { name: `架空組織${at}` }, corporateNumber }, made)
  }
})

async function turned(
  read: (asked: URLSearchParams) => ReturnType<typeof readAccounts | typeof readOrganisations>,
  from = '',
) {
  const sizes: number[] = []
  const seen = new Set<string>()
  for (let href: string | null = from; href !== null;) {
    const { lines, pages } = await read(new URLSearchParams(href))
    sizes.push(lines.length)
    for (const { id } of lines) seen.add(id)
    href = pages.next
  }
  return { sizes, seen: seen.size }
}

test('every account stands on one page', async () => {
  expect(await turned((asked) => readAccounts(context, asked))).toEqual({ sizes: [100, 100, 5], seen: count })
})

test('every organisation stands on one page', async () => {
  expect(await turned((asked) => readOrganisations(context, asked))).toEqual({ sizes: [100, 100, 5], seen: count })
})

const found = async (name: string) =>
  (await readOrganisations(context, new URLSearchParams({ name }))).lines.map(({ profile }) => profile.name)

test('an organisation is found by a part of its name, however wide, and by its number', async () => {
  expect(await found('組織２０４')).toEqual(['架空組織204'])
  expect(await found('7000012050002')).toEqual(['架空組織1'])
  expect(await found('700001205000')).toEqual([])
  const many = await turned((asked) => readOrganisations(context, asked), '?name=架空組織1')
  expect(many).toEqual({ sizes: [100, 11], seen: 111 })
})
