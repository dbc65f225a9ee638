import { describe, expect, test } from 'vitest'

import { assessCase } from '#app/case-files/acts/assess.server.ts'
import { arrangeCase } from '#app/case-files/acts/responsibility.server.ts'
import { settleCase } from '#app/case-files/acts/settle.server.ts'
import { readStanding } from '#app/case-files/page/read-standing.server.ts'
import { readTimeline } from '#app/case-files/timeline/read-timeline.server.ts'
import { escalate, whomToTell } from '#app/escalations/escalate.server.ts'
import { readRules, removeRule, saveRule, type RuleWish } from '#app/escalations/rules.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { readTeams, removeTeam, saveTeam } from '#app/teams/teams.server.ts'
import type { Actor, Officer } from '#db/context.ts'
import { listQueue } from '#db/queue/queue.server.ts'
import { deskOf, filedHospital, type Desk } from '#test/app/case-files/desk.world.ts'
import { later, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const worker = { kind: 'worker' } as const
const at = (hours: number) => escalate({ db: database.as(worker), actor: worker, now: later(hours) })
const wish: RuleWish = { id: null, condition: 'unacknowledged', hours: '２４', severity: '', tells: 'team', past: '' }

async function administratorOf(desk: Desk): Promise<Desk> {
  await database.owner`update officers set role = 'administrator' where id = ${desk.actor.officerId}`
  const actor: Officer = { ...desk.actor, role: 'administrator' }
  return { ...desk, actor, db: database.as(actor) }
}

/** Who got a notice since the last look, and what it holds. */
async function noticed() {
  const rows = await database.owner<{ payload: Record<string, string> }[]>`
    delete from outbox where task = 'address-notice' returning payload`
  return rows.map(({ payload }) => payload).filter(({ event }) => event === 'escalation')
}

describe('a body that lets nothing lie', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'mhlw')
  const chief = await administratorOf(await deskOf(database, holder, 'mhlw'))
  const standing = () => readStanding(desk, desk.id)
  const escalated = async () => {
    const { lines } = await desk.db.transaction((tx) =>
      listQueue(tx, { filters: { escalated: true }, order: 'newest' }),
    )
    return lines.map(({ id }) => id)
  }

  test('has teams that only its administrator makes, each name once', async () => {
    const team = { id: null, name: '医療チーム', members: [desk.actor.officerId] }
    await expect(saveTeam(desk, team)).rejects.toMatchObject({ code: 'forbidden' })
    const past = desk.db.transaction(
      (tx) => tx.sql`insert into teams (id, recipient, name, made_at) values (uuidv7(), 'mhlw', 'x', ${night})`,
    )
    await expect(past).rejects.toMatchObject({ code: '42501' })
    expect(await saveTeam(chief, team)).toBeNull()
    expect(await saveTeam(chief, team)).toBe('nameTaken')
    expect(await saveTeam(chief, { ...team, name: '' })).toBe('nameMissing')
    const stranger = await deskOf(database, holder, 'ppc')
    expect(await saveTeam(chief, { ...team, name: '別', members: [stranger.actor.officerId] })).toBe('memberUnknown')
    expect((await readTeams(stranger)).teams).toEqual([])
    const { teams } = await readTeams(desk)
    expect(teams.map(({ name, members }) => [name, members.map(({ officerId }) => officerId)])).toEqual([
      ['医療チーム', [desk.actor.officerId]],
    ])
  })

  test('gives a case to a deputy and to a team, and finds it by its teams', async () => {
    const [team] = (await readTeams(desk)).teams
    const stranger = await deskOf(database, holder, 'ppc')
    const nobody = { deputy: stranger.actor.officerId, team: stranger.actor.officerId }
    expect(await arrangeCase(desk, desk.id, nobody)).toMatchObject({
      problems: [{ field: 'deputy' }, { field: 'team' }],
    })
    const arranged = { deputy: chief.actor.officerId, team: team?.id ?? '' }
    expect(await arrangeCase(desk, desk.id, arranged)).toEqual({ done: 'arranged' })
    expect(await standing()).toMatchObject({
      deputy: { officerId: chief.actor.officerId },
      team: { name: '医療チーム' },
    })
    const found = (me: string) =>
      desk.db.transaction((tx) => listQueue(tx, { filters: { teamsOf: me }, order: 'newest' }))
    expect((await found(desk.actor.officerId)).lines.map(({ id }) => id)).toEqual([desk.id])
    expect((await found(chief.actor.officerId)).lines).toEqual([])
  })

  test('has rules that only its administrator makes, and says what is wrong with one', async () => {
    await expect(saveRule(desk, wish)).rejects.toMatchObject({ code: 'forbidden' })
    const problems = async (change: Partial<RuleWish>) =>
      (await saveRule(chief, { ...wish, ...change })).map(({ field, code }) => `${field} ${code}`)
    expect(await problems({ condition: '', tells: '' })).toEqual(['condition conditionMissing', 'tells tellsMissing'])
    expect(await problems({ hours: '' })).toEqual(['hours hoursMissing'])
    for (const hours of ['0', '1.5', '一日', '9999']) expect(await problems({ hours })).toEqual(['hours hoursWrong'])
    expect(await problems({ condition: 'severity' })).toEqual(['severity severityMissing'])
    expect(await saveRule(chief, wish)).toEqual([])
    expect(await problems({})).toEqual(['condition same'])
    expect(await readRules(desk)).toMatchObject([{ condition: 'unacknowledged', threshold: 24, tells: 'team' }])
  })

  test('marks a case once when its time is up, and tells the team without a word of it', async () => {
    await noticed()
    await at(23)
    expect(await noticed()).toEqual([])
    expect((await standing()).escalations).toEqual([])

    await at(25)
    const [notice, ...more] = await noticed()
    expect(notice).toMatchObject({ officerId: desk.actor.officerId, event: 'escalation' })
    expect(Object.keys(notice ?? {}).toSorted()).toEqual(['event', 'key', 'officerId'])
    expect(more).toEqual([])
    expect((await standing()).escalations).toMatchObject([{ condition: 'unacknowledged', settled: null }])
    expect(await escalated()).toEqual([desk.id])

    await at(26)
    expect(await noticed()).toEqual([])
    expect((await standing()).escalations).toHaveLength(1)
  })

  test('takes the mark off when somebody has looked, and does not bring it back', async () => {
    expect(await settleCase({ ...desk, now: later(27) }, desk.id)).toEqual({ done: 'settled' })
    expect(await escalated()).toEqual([])
    await at(28)
    expect(await escalated()).toEqual([])
    const { timeline } = await readTimeline(desk, desk.id, { kinds: ['escalation'], page: 1 }, 'ja')
    expect(timeline.entries.map(({ inside }) => inside)).toEqual([true, true])
    const { events } = await readAccess(holder)
    expect(events.filter(({ did }) => /escalated|settled|arranged/.test(did))).toEqual([])
  })

  test('fires by its own judgement of severity, which the reporter never sees', async () => {
    await saveRule(chief, { ...wish, condition: 'severity', severity: 'high', tells: 'deputy' })
    await at(29)
    expect(await noticed()).toEqual([])
    const judged = { severity: 'extreme', reason: '救急が止まっている' }
    expect(await assessCase(desk, desk.id, { ...judged, severity: 'huge' })).toMatchObject({
      problems: [{ field: 'severity' }],
    })
    expect(await assessCase(desk, desk.id, judged)).toEqual({ done: 'assessed' })
    expect((await standing()).assessment).toMatchObject({ severity: 'extreme', reason: '救急が止まっている' })
    await at(30)
    expect(await noticed()).toMatchObject([{ officerId: chief.actor.officerId }])
    expect(JSON.stringify(await readAccess(holder))).not.toMatch(/救急が止まっている|extreme/)
  })

  test('leaves what fired readable when its rule is changed, and stops when there is none', async () => {
    const [rule] = await readRules(chief)
    expect(await saveRule(chief, { ...wish, id: rule?.id ?? '', hours: '48' })).toEqual([])
    const told = (await standing()).escalations.map(({ condition, threshold }) => [condition, threshold])
    expect(told).toEqual([
      ['unacknowledged', 24],
      ['severity', 4],
    ])
    for (const { id } of await readRules(chief)) await removeRule(chief, id)
    await at(90)
    expect(await noticed()).toEqual([])
    const [team] = (await readTeams(chief)).teams
    await removeTeam(chief, team?.id ?? '')
    expect((await standing()).team?.name).toBe('医療チーム')
  })
})

test('what is opened, acknowledged or not due yet is brought up by no rule about that', async () => {
  const holder = await filedHospital(database)
  const chief = await administratorOf(await deskOf(database, holder, 'ppc'))
  await saveRule(chief, { ...wish, hours: '1', tells: 'administrators' })
  await saveRule(chief, { ...wish, condition: 'due', hours: '2', tells: 'administrators' })
  await acknowledge(chief, chief.id, { number: '', text: '' })
  const [line] = (await chief.db.transaction((tx) => listQueue(tx, { filters: {}, order: 'urgent' }))).lines
  const due = line?.dueAt?.getTime() ?? 0
  expect(due).toBeGreaterThan(0)
  const hoursTo = (due - night.getTime()) / 3_600_000
  const brought = async () => (await readStanding(chief, chief.id)).escalations.map(({ condition }) => condition)
  await at(hoursTo - 3)
  expect(await brought()).toEqual([])
  await at(hoursTo - 1)
  expect(await brought()).toEqual(['due'])
})

test('a rule of one prefecture’s police leaves the cases of others alone, and others’ rules cannot be ended', async () => {
  const holder = await filedHospital(database)
  const tokyo = await administratorOf(await deskOf(database, holder, 'police').then(inTokyo))
  await saveRule(tokyo, { ...wish, condition: 'unopened', hours: '1', tells: 'administrators' })
  const tokushima = await administratorOf(await deskOf(database, holder, 'police', '徳島県'))
  await at(9)
  expect((await readStanding(tokushima, tokushima.id)).escalations).toEqual([])
  expect(await readRules(tokushima)).toEqual([])
  const [rule] = await readRules(tokyo)
  await expect(removeRule(tokushima, rule?.id ?? '')).rejects.toMatchObject({ code: 'notFound' })
})

test('a rule that is made while cases lie already asks what becomes of them, and keeps to it', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'mhlw')
  const chief = { ...(await administratorOf(await deskOf(database, holder, 'mhlw'))), now: later(30) }
  const old = (await desk.db.transaction((tx) => listQueue(tx, { filters: {}, order: 'newest' }))).lines
  const other = old.find(({ id }) => id !== desk.id)?.id ?? ''
  const fired = async (id: string) =>
    (await readStanding(desk, id)).escalations
      .filter(({ firedAt }) => firedAt > later(30).toISOString())
      .map(({ condition }) => condition)
  const make = (change: Partial<RuleWish>) => saveRule(chief, { ...wish, ...change })

  expect(await make({})).toMatchObject([{ field: 'past', code: 'pastOpen' }])
  expect(await make({ hours: '40' }), 'nothing meets it yet').toEqual([])
  expect(await make({ condition: 'severity', severity: 'low' })).toMatchObject([{ field: 'past', code: 'pastOpen' }])
  expect(await readRules(chief)).toHaveLength(1)
  expect(await make({ past: 'new' })).toEqual([])
  expect(await make({ condition: 'severity', severity: 'extreme', past: 'new' })).toEqual([])
  expect((await readRules(chief)).map(({ countsFrom }) => countsFrom)).toEqual([null, later(30), later(30)])
  await at(31)
  expect([await fired(desk.id), await fired(other)], 'what met it before is left alone').toEqual([[], []])

  await assessCase({ ...desk, now: later(31) }, desk.id, { severity: 'extreme', reason: 'x' })
  await database.owner`update case_files set received_at = ${later(10)} where id = ${other}`
  await at(33)
  expect([await fired(desk.id), await fired(other)], 'weighed since').toEqual([['severity'], []])
  await at(35)
  expect(await fired(other), '24 hours after it came').toEqual(['unacknowledged'])

  expect(await make({ hours: '2', past: 'all' })).toEqual([])
  await at(36)
  expect(await fired(desk.id), 'the old ones too').toContain('unacknowledged')
})

test('what meets a rule is told to the job alone, and to it of the body that it acts for', async () => {
  const holder = await filedHospital(database)
  const chief = await administratorOf(await deskOf(database, holder, 'jpcert'))
  await saveRule(chief, { ...wish, hours: '3' })
  const [rule] = await readRules(chief)
  const job = { kind: 'machine', clientId: 'escalations', recipient: 'jpcert' } as const
  const told = (actor: Actor) =>
    database
      .as(actor)
      .transaction(
        ({ sql }) => sql<{ id: string }[]>`
        select case_file_id as id from rule_meets(${rule?.id ?? ''}, ${later(4)}, 10)`,
      )
      .then((found) => found.map(({ id }) => id))
  expect(await told(job)).toContain(chief.id)
  for (const other of [chief.actor, worker, { ...job, clientId: 'x' }, { ...job, recipient: 'ppc' }])
    expect(await told(other)).toEqual([])
  await database.owner`update case_files set deleted_at = ${later(1)} where id = ${chief.id}`
  expect(await told(job), 'what retention emptied waits for nobody').not.toContain(chief.id)
})

async function inTokyo(desk: Desk): Promise<Desk> {
  await database.owner`update officers set prefecture = '東京都' where id = ${desk.actor.officerId}`
  const actor: Officer = { ...desk.actor, prefecture: '東京都' }
  return { ...desk, actor, db: database.as(actor) }
}

const person = (officerId: string, role: Officer['role'], prefecture: string | null = null) => ({
  officerId,
  role,
  prefecture,
  recipient: 'police',
  name: officerId,
})

test('somebody is always told: the team, else the administrators, else whoever may see the case', () => {
  const own = [person('a', 'administrator'), person('b', 'officer', '徳島県'), person('c', 'officer', '東京都')]
  const fired = { tells: 'team', deputyId: null, teamMembers: ['b', 'c'], prefecture: '徳島県' } as const
  expect(whomToTell({ ...fired, teamMembers: ['b', 'c'] }, own)).toEqual(['b'])
  expect(whomToTell({ ...fired, teamMembers: ['c'] }, own)).toEqual(['a'])
  expect(whomToTell({ ...fired, tells: 'deputy', teamMembers: [] }, own.slice(1))).toEqual(['b'])
})
