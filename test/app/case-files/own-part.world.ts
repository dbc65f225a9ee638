/** Random rulebooks and reports whose every word is a mark that occurs nowhere else, told to real officers' bodies. */
import { randomBytes } from 'node:crypto'
import { array, constantFrom, dictionary, record, subarray, type Arbitrary } from 'fast-check'
import { labelCase } from '#app/case-files/acts/label.server.ts'
import { writeNote } from '#app/case-files/acts/note.server.ts'
import { readCase } from '#app/case-files/page/read-case.server.ts'
import { demoOfficers, type DemoOfficer } from '#app/demo/people.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { advise } from '#app/feedback/advise.server.ts'
import { tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { handOver } from '#app/hand-overs/hand-over.server.ts'
import { askForNotices, chooseNotices, confirmNotices } from '#app/notices/notice-address.server.ts'
import { codeOf } from '#app/notices/tokens.ts'
import { decideCaseFile, decideClocks, decideDeliveries, sha256 } from '#app/reports/sending/decide-submission.ts'
import { written } from '#app/reports/sending/whole-submission.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import type { Database } from '#db/client.server.ts'
import type { Context, Holder, Officer } from '#db/context.ts'
import { findNoticeAddress, noticeOwner } from '#db/notices/notice-addresses.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import { currentEdition } from '#forms/edition.ts'
import type { Answers, ItemId } from '#forms/item.ts'
import { planReport } from '#forms/plan.ts'
import { canonicalJson, type Choices, type Projection } from '#forms/projection.ts'
import { compileRulebook, type Rulebook } from '#forms/rulebook.ts'
import { japan2026_10 } from '#forms/rulebooks/japan/rulebook.ts'
import { startedReport } from '#test/support/filings.ts'

export const bodies = [...new Set(demoOfficers.map(({ recipient }) => recipient))]

/** What is answered in words of one's own, so that a mark can be the answer. */
const worded = [...currentEdition.items.values()]
  .filter(({ asks, given }) => asks.kind === 'text' && !asks.like && !given)
  .map(({ id }) => id)

export interface Told {
  rulebook: Rulebook
  /** Answered at first, and answered anew in the follow-up. */
  answered: readonly ItemId[]
  again: readonly ItemId[]
  choices: Choices
  prefecture: string
}

const ground = japan2026_10.grounds[0]?.id ?? ''
const items = array(constantFrom(...worded), { maxLength: 6 })
const needs = array(
  record({
    item: constantFrom(...worded),
    strength: constantFrom('statutory' as const, 'required' as const, 'optional' as const, 'anonymised' as const),
    stage: constantFrom('first' as const, 'known' as const, 'final' as const),
  }),
  { minLength: 4, maxLength: 20 },
).map((chosen) => [
  ...new Map(chosen.map((need) => [need.item, { ...need, ground, seen: 'reconstructed' as const }])).values(),
])

/** The same bodies as ours, with needs and rules by chance: any item to anybody, for any reason. */
const rulebooks: Arbitrary<Rulebook> = record({
  needs: array(needs, { minLength: bodies.length, maxLength: bodies.length }),
  reached: subarray(bodies, { minLength: 2 }),
  duty: constantFrom('statutory' as const, 'supervisory' as const, 'guideline' as const),
}).map((chance) => ({
  ...japan2026_10,
  recipients: bodies.map((id, place) => ({ id, forms: [], needs: chance.needs[place] ?? [] })),
  rules: chance.reached.map((to) => ({
    id: `to-${to}`,
    to,
    ground,
    clocks: [],
    duty: chance.duty,
    when: { all: [] },
  })),
}))

export const worlds: Arbitrary<Told> = record({
  rulebook: rulebooks,
  answered: subarray(worded, { minLength: 12 }),
  again: subarray(worded, { minLength: 1, maxLength: 6 }),
  choices: record({
    declined: subarray(bodies, { maxLength: 1 }),
    added: dictionary(constantFrom(...bodies), items),
    withheld: dictionary(constantFrom(...bodies), items),
  }),
  prefecture: constantFrom('徳島県', '東京都'),
})

export interface Marks {
  all: ReadonlySet<string>
  /** What this officer's body was given or wrote; nothing for police of another prefecture. */
  of(officer: DemoOfficer): ReadonlySet<string>
  /** A mark that this officer's search has to find, and the case it is in. */
  found: ReadonlyMap<DemoOfficer, { mark: string | undefined; caseFile: string }>
}

/** Found by no accident, and in one piece however a page breaks its lines. */
const mark = () => `zq${randomBytes(6).toString('hex')}`

const marked = (ids: readonly ItemId[]): Answers => Object.fromEntries(ids.map((id) => [id, mark()]))

/**
 * Files a report and its follow-up under that rulebook; then each body it reached writes something of every kind. A minute
 * lies between them, as the portal makes findable what came: two sendings of one moment would wait for it and it for them.
 */
export async function tell(database: Database, told: Told, now: Date): Promise<Marks> {
  const holder = await startedReport(database)
  const at = (minutesAgo: number): Context<Holder> => {
    return { db: database.as(holder), actor: holder, now: new Date(now.getTime() - minutesAgo * 60_000) }
  }
  const fixed: Answers = { 'org-address': { prefecture: told.prefecture } }
  const first: Answers = { ...marked(told.answered), ...fixed }
  const second: Answers = { ...first, ...marked(told.again) }
  const got = new Map<string, Projection[]>()
  for (const [expectRevision, answers] of [first, second].entries())
    await submit(at(3 - expectRevision), told, answers, expectRevision, got)

  const given = new Map([...got].map(([recipient, projections]) => [recipient, new Set(projections.flatMap(marksIn))]))
  const readers = demoOfficers.filter((one) => reads(one, got, told))
  await wantNotices(database, at(1), readers)
  const found = new Map<DemoOfficer, { mark: string | undefined; caseFile: string }>()
  const all = new Set([...marksIn(first), ...marksIn(second)])
  for (const officer of readers) {
    const newest = marksIn(
      got
        .get(officer.recipient)
        ?.at(-1)
        ?.items.filter(({ strength }) => strength !== 'anonymised'),
    )
    const { caseFile, said } = await write(database, at(1), officer)
    found.set(officer, { mark: newest[0], caseFile })
    for (const one of said) all.add(one)
    for (const one of said) given.get(officer.recipient)?.add(one)
  }
  const passed = await passOn(database, at(0), readers[0], got)
  for (const one of passed.said) {
    all.add(one)
    for (const body of [passed.to, readers[0]?.recipient ?? '']) given.get(body)?.add(one)
  }
  for (const one of passed.given) given.get(passed.to)?.add(one)
  return { all, found, of: (officer) => (found.has(officer) && given.get(officer.recipient)) || new Set() }
}

/** The reporter and every officer want a mail of everything, at once. */
async function wantNotices(
  database: Database,
  holder: Context<Holder>,
  readers: readonly DemoOfficer[],
): Promise<void> {
  const officers = readers.map((officer) => contextOf(database, officer, holder.now))
  for (const context of [holder, ...officers]) {
    const owner = noticeOwner(context.actor)
    if ((await context.db.transaction((tx) => findNoticeAddress(tx, owner)))?.confirmedAt) continue
    await askForNotices(context, 'somebody@example.jp', 'ja')
    const asked = await context.db.transaction((tx) => findNoticeAddress(tx, owner))
    await confirmNotices(context, codeOf(database.keyring.lookup, asked?.id ?? ''))
    await chooseNotices(context, { frequency: 'at-once', dailyHour: 9, arrivals: true })
  }
}

const contextOf = (database: Database, officer: DemoOfficer, now: Date): Context<Officer> => {
  const { officerId, name, recipient, prefecture = null } = officer
  const actor = { kind: 'officer', officerId, name, recipient, prefecture, role: 'officer' } as const
  return { db: database.as(actor), actor, now }
}

/** One body hands over a part of what it has to another that the report reached: its marks become that body's, too. */
async function passOn(
  database: Database,
  holder: Context<Holder>,
  giver: DemoOfficer | undefined,
  got: ReadonlyMap<string, readonly Projection[]>,
): Promise<{ to: string; said: string[]; given: string[] }> {
  const to = [...got.keys()].find((recipient) => recipient !== giver?.recipient && recipient !== 'police') ?? ''
  const context = giver && contextOf(database, giver, holder.now)
  const file = await context?.db.transaction((tx) =>
    findCaseFileOfReport(tx, holder.actor.reportId, context.actor.recipient),
  )
  if (!context || !file || !to) return { to, said: [], given: [] }
  const { deliveries } = await readCase(context, file.id)
  const newest = deliveries.at(-1)
  const chosen = newest?.projection.items.slice(0, 2) ?? []
  const [groundText, reason] = [mark(), mark()]
  const wish = { to, prefecture: '', delivery: newest?.line.id ?? '', items: chosen.map(({ item }) => item) }
  const result = await handOver(context, file.id, { ...wish, ground: 'other', groundText, reason })
  if ('problems' in result) throw new Error(`it was not handed over: ${JSON.stringify(result)}`)
  return { to, said: [groundText, reason], given: marksIn(chosen) }
}

const reads = ({ recipient, prefecture }: DemoOfficer, got: ReadonlyMap<string, unknown>, told: Told): boolean =>
  got.has(recipient) && (prefecture === undefined || prefecture === told.prefecture)

const marksIn = (value: unknown = null): string[] => JSON.stringify(value).match(/zq[0-9a-f]{12}/g) ?? []

/** As the portal submits, under another rulebook. */
async function submit(
  { db, actor, now }: Context<Holder>,
  { rulebook, choices }: Told,
  answers: Answers,
  expectRevision: number,
  got: Map<string, Projection[]>,
): Promise<void> {
  const plan = planReport(compileRulebook(rulebook, currentEdition), currentEdition, answers, now)
  const last = new Map([...got].flatMap(([recipient, sent]) => sent.slice(-1).map((one) => [recipient, one] as const)))
  const deliveries = decideDeliveries(plan, answers, choices, last)
  for (const { recipient, projection } of deliveries) got.set(recipient, [...(got.get(recipient) ?? []), projection])
  if (deliveries.length === 0) return
  await insertSubmission(db, {
    reportId: actor.reportId,
    idempotencyKey: newId(),
    expectRevision,
    now,
    phase: expectRevision === 0 ? 'initial' : 'interim',
    edition: currentEdition.id,
    rulebook: rulebook.id,
    answers,
    choices,
    payloadDigest: sha256(canonicalJson(answers)),
    consents: [],
    caseFiles: deliveries.map((delivery) => decideCaseFile(delivery, plan, answers)),
    deliveries: deliveries.map((delivery) => written(delivery)),
    clocks: decideClocks(plan),
  })
}

/** Everything an officer can write about a case, and a word of the reporter to this body alone. */
async function write(
  database: Database,
  holder: Context<Holder>,
  officer: DemoOfficer,
): Promise<{ caseFile: string; said: string[] }> {
  const { recipient } = officer
  const context = contextOf(database, officer, holder.now)
  const file = await context.db.transaction((tx) => findCaseFileOfReport(tx, holder.actor.reportId, recipient))
  if (!file) throw new Error(`${officer.id} has no case of this report`)
  const said = {
    note: mark(),
    label: mark(),
    number: mark(),
    text: mark(),
    question: mark(),
    advice: mark(),
    word: mark(),
  }
  const done = [
    await writeNote(context, file.id, said.note),
    await labelCase(context, file.id, said.label),
    await acknowledge(context, file.id, { number: said.number, text: said.text }),
    await ask(context, file.id, { items: [], text: said.question, due: null }),
    await advise(context, file.id, { text: said.advice, tlp: 'TLP:AMBER' }),
  ]
  await tellRecipient(holder, recipient, said.word)
  if (done.some((one) => 'problems' in one)) throw new Error(`${officer.id} could not write: ${JSON.stringify(done)}`)
  return { caseFile: file.id, said: Object.values(said) }
}
