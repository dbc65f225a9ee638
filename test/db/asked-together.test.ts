import { expect, test } from 'vitest'
import { setImmediate as turn } from 'node:timers/promises'
import { askedTogether } from '#db/connections/asked-together.server.ts'
import { insertOrganisation } from '#db/organisations/organisations.server.ts'
import { findSession, insertSession, markSessionEnded } from '#db/people/sessions.server.ts'
import { findAdmitted } from '#db/programs/programs.server.ts'
import { newToken, tokenHash } from '#db/sealing/secrets.server.ts'
import { testDatabase } from '#test/support/database.ts'
import { hours, monday, startedReport } from '#test/support/filings.ts'
import { newProgram } from '#test/support/programs.ts'

const database = await testDatabase()

test('what comes while a question is on its way is asked anew, together, and each gets its own answer', async () => {
  const asked: (readonly number[])[] = []
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const double = askedTogether(async (_, numbers: readonly number[]) => {
    asked.push(numbers)
    if (asked.length === 1) await released
    return numbers.map((one) => 2 * one)
  })
  const first = double(database, 1)
  await turn()
  await turn()
  const later = [2, 3, 3].map((one) => double(database, one))
  await turn()
  expect(asked).toEqual([[1]])
  release()
  expect(await Promise.all([first, ...later])).toEqual([2, 4, 6, 6])
  expect(asked).toEqual([[1], [2, 3, 3]])
})

test('a question that fails fails for those who asked it, and not for the next', async () => {
  let times = 0
  const once = askedTogether(async (_, questions: readonly string[]) => {
    times += 1
    if (times === 1) throw new Error('the connection was lost')
    return questions
  })
  expect(await Promise.allSettled([once(database, 'a'), once(database, 'b')])).toMatchObject([
    { status: 'rejected' },
    { status: 'rejected' },
  ])
  expect(await once(database, 'c')).toBe('c')
})

test('many who come at once are each known by their own session, and whoever has none is nobody', async () => {
  const anyone = database.as({ kind: 'anyone' })
  const come = async () => {
    const [actor, { hash }] = [await startedReport(database), newToken()]
    await anyone.transaction((tx) => insertSession(tx, { hash, actor, now: monday, expiresAt: hours(1) }))
    return { actor, hash }
  }
  const [ended, ...there] = await Promise.all([come(), come(), come(), come()])
  if (!ended) throw new Error('nobody came')
  await markSessionEnded(database, ended.hash)
  const hashes = [ended.hash, ...there.map(({ hash }) => hash), newToken().hash]
  const found = await Promise.all(hashes.map((hash) => findSession(database, hash, monday)))
  expect(found.map((session) => session?.actor ?? null)).toEqual([null, ...there.map(({ actor }) => actor), null])
  const [one] = there
  if (!one) throw new Error('nobody came')
  const moments = await Promise.all([monday, hours(2)].map((now) => findSession(database, one.hash, now)))
  expect(moments.map((session) => session !== null)).toEqual([true, false])
})

test('many calls of one program are one question, and another program is another', async () => {
  const organisationId = await database
    .as({ kind: 'worker' })
    .transaction((tx) => insertOrganisation(tx, { profile: { name: 'x' }, corporateNumber: null }, monday))
  const programs = [
    await newProgram(database, { organisationId, acts: [] }),
    await newProgram(database, { organisationId, acts: [] }),
  ]
  const hashes = programs.flatMap(({ key }) => [tokenHash(key), tokenHash(key)])
  const found = await Promise.all(
    [...hashes, tokenHash('nothing')].map((hash) => findAdmitted(database, { hash }, new Date())),
  )
  const ids = programs.flatMap(({ clientId }) => [clientId, clientId])
  expect(found.map((program) => program?.clientId ?? null)).toEqual([...ids, null])
})
