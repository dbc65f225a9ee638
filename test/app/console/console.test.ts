import { describe, expect, test } from 'vitest'

import { consoleOf } from '#app/console/console.server.ts'
import { csvExample } from '#app/console/example-files.server.ts'
import { checkImport, importReports } from '#app/console/import-reports.server.ts'
import { placeIn } from '#app/http/keyset.ts'
import { readClients, readClocks, readQuestions, readReports, readTemplates } from '#app/console/read-console.server.ts'
import { readCsv } from '#app/console/read-file.server.ts'
import { startReports } from '#app/console/start-vendor-report.server.ts'
import { keepTemplate, setCard } from '#app/console/vendor-report.server.ts'
import { hospital } from '#app/demo/stories/hospital.ts'
import { storyClock } from '#app/demo/story.ts'
import { answerInWords, declineQuestion, tellRecipient } from '#app/feedback/answer-in-words.server.ts'
import { answerItems } from '#app/feedback/answer-question.server.ts'
import { ask } from '#app/feedback/ask.server.ts'
import { revokeMandate } from '#app/mandates/give-mandate.server.ts'
import { changeProfile } from '#app/organisations/organise.server.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { openDraft } from '#app/reports/form/open-draft.server.ts'
import { saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { keepCover } from '#app/reports/revisions/revisions-restore.server.ts'
import { submissionKey, submitReport } from '#app/reports/sending/submit-report.server.ts'
import { itemsAsked, listOpenQuestions } from '#db/case-files/feedback.server.ts'
import type { Context, FilingVendor } from '#db/context.ts'
import { listClocks } from '#db/reports/clocks.server.ts'
import { latestProjections } from '#db/submissions/deliveries.server.ts'
import { listVendorReports, type FoundReports, type PageOfReports } from '#db/vendors/vendor-reports.server.ts'
import { identifying } from '#forms/mandates/identifying.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { everything, mandated, personOf, seatOf } from '#test/app/mandates/mandates.world.ts'
import { newReport, night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const vendor = await personOf(database, '架空セキュリティ')
const stranger = await personOf(database, '架空ほかの会社')
const visit = () => consoleOf(vendor)
const all = { ticket: '', mandateId: null, technical: false, after: null }
const howMany = async (ticket: string) => (await readReports((await visit()).vendor, { ...all, ticket })).lines.length
const cellsOf = (text: string) => {
  const read = readCsv(text)
  if ('problem' in read) throw new Error(read.problem)
  return read.cells
}

async function at(reference: string): Promise<Context<FilingVendor>> {
  const seat = await seatOf(vendor, reference, night)
  if (!seat) throw new Error('no seat')
  const { reportId, organisationId, mandateId, sections, acts, approves } = seat
  const { accountId } = vendor.actor
  const mandateIds = mandateId ? [mandateId] : []
  const scope = { sections, acts, approves }
  const actor: FilingVendor = { kind: 'vendor', accountId, organisationId, mandateIds, reportId, mandateId, scope }
  return { db: database.as(actor), actor, now: night }
}

describe('a vendor without a mandate', async () => {
  const { vendor: acting, organisation } = await visit()
  const told = hospital.answers(storyClock(night))
  const [started] = await startReports(acting, organisation.name, [
    { mandateId: null, card: { ticket: 'T-1', label: '病院の件' }, answers: told, language: 'ja' },
  ])
  const filing = await at(started?.reference ?? '')

  test('keeps nothing that identifies the client, whatever is posted, and cannot say that it has one', async () => {
    const { draft } = await openDraft(filing)
    const page = { ...told, 'reporter-capacity': { role: 'victim' }, 'ransom-family': '株式会社架空商店' }
    await saveAnswers(filing, { base: draft.version, items: Object.keys(page), answers: page })
    const { draft: after, plan } = await openDraft(filing)
    expect(Object.keys(after.answers).filter((item) => identifying.has(item))).toEqual([])
    expect(after.answers['reporter-capacity']).toMatchObject({ role: 'vendor', authorised: false })
    expect(after.answers['ransom-family']).not.toBe('株式会社架空商店')
    expect(plan.routes.flatMap(({ clocks }) => clocks)).toEqual([])
    expect(plan.routes.filter(({ duty }) => duty !== 'voluntary')).toEqual([])
  })

  test('reaches those who take technical findings, with nothing that identifies', async () => {
    const { draft } = await openDraft(filing)
    const wish = { 'report-recipients': ['jpcert', 'police', 'ppc'], 'sharing-consent-expert': true }
    await saveAnswers(filing, { base: draft.version, items: Object.keys(wish), answers: wish })
    const { draft: last } = await openDraft(filing)
    const key = submissionKey(filing.actor.reportId, 0, last.version)
    const sent = await submitReport(filing, { key, version: last.version })
    expect(sent).toMatchObject({ kind: 'sent' })
    const projections = await filing.db.transaction((tx) => latestProjections(tx, filing.actor.reportId))
    expect([...projections.keys()].toSorted()).toEqual(['isac', 'jpcert'])
    const items = [...projections.values()].flatMap(({ projection }) => projection.items)
    expect(items.filter(({ item, strength }) => identifying.has(item) || strength !== 'anonymised')).toEqual([])
  })

  test('names the client to nobody: not in a text, not to a body that asks, not by what the vendor calls it', async () => {
    const { version: base } = (await openDraft(filing)).draft
    const slip = { 'ransom-family': '病院の件で見た型', 'ransom-extension': '.lock' }
    await saveAnswers(filing, { base, items: Object.keys(slip), answers: slip })
    const { draft: after } = await openDraft(filing)
    expect(after.answers['ransom-extension']).toBe('.lock')
    expect(after.answers['ransom-family']).not.toBe(slip['ransom-family'])
    expect(await setCard(filing, { ticket: 'T-1', label: String(after.answers['ransom-extension']) })).toBe(false)

    const own = { kind: 'holder', reportId: filing.actor.reportId } as const
    const desk = await deskOf(database, { db: database.as(own), actor: own, now: night }, 'jpcert')
    const question = (items: string[]) => ask(desk, desk.id, { items, text: 'どちらの組織ですか', due: null })
    await question([])
    await question(['org-name'])
    const open = await filing.db.transaction((tx) => listOpenQuestions(tx, own.reportId))
    const words = open.find((one) => itemsAsked(one).length === 0)
    const refused = expect.objectContaining({ code: 'forbidden' })
    const asked = { key: 'k'.repeat(32), answers: { 'org-name': '架空病院' }, unchanged: 'x' }
    const tries = [
      () => keepCover(filing, 'changes', '病院の件でわかりました'),
      () => tellRecipient(filing, 'jpcert', '病院の件です。'),
      () => tellRecipient(filing, 'jpcert', 'お電話は 03-1234-5678 へ。'),
      () => answerInWords(filing, words?.id ?? '', '「病院の件」と呼んでいる会社です。'),
      () => answerItems(filing, { ...asked, consents: ['jpcert org-name'] }),
    ]
    for (const attempt of tries) await expect(attempt()).rejects.toEqual(refused)
    await tellRecipient(filing, 'jpcert', '通信先は、ほかにもありました。')
    await answerInWords(filing, words?.id ?? '', 'お伝えできません。')
    const [item] = await filing.db.transaction((tx) => listOpenQuestions(tx, own.reportId))
    await declineQuestion(filing, item?.id ?? '', 'お伝えできません。')
  })

  test('is found by nobody else', async () => {
    expect(await seatOf(stranger, started?.reference ?? '', night)).toBeNull()
    const other = await consoleOf(stranger)
    expect((await readReports(other.vendor, all)).lines).toEqual([])
  })
})

test('its findings become a template, without times and without the client', async () => {
  const holder = await newReport(database)
  const acting = await mandated(database, holder, vendor)
  const answers = hospital.answers(storyClock(night))
  const { draft } = await openDraft(acting)
  await saveAnswers(acting, { base: draft.version, items: Object.keys(answers), answers })
  await keepTemplate(acting, '病院型')
  await keepTemplate(acting, '病院型') // instead of the one before
  const [template, ...others] = await readTemplates((await visit()).vendor)
  expect(others).toEqual([])
  expect(template?.name).toBe('病院型')
  expect(
    Object.keys(template?.answers ?? {}).filter((item) => identifying.has(item) || item.startsWith('time-')),
  ).toEqual([])
  expect(await readTemplates((await consoleOf(stranger)).vendor)).toEqual([])
})

describe('a client with an account gives a mandate for all of its reports', async () => {
  const client = await personOf(database, '架空みどり病院')
  const acting = await mandated(database, client, vendor)
  const { mandate } = (await readClients((await visit()).vendor, null)).lines.find(
    (line) => line.mandate.id === acting.mandateId,
  ) ?? { mandate: null }
  const number = mandate?.number ?? ''

  test('a table begins reports for it and for clients that stay unnamed, all of them or none', async () => {
    const wrong = `mandate,ticket,cause-vulnerability\n${number},A-1,CVE-2024-21762\nZZZZ,A-2,`
    const refused = await importReports(await visit(), cellsOf(wrong), 'ja')
    expect(refused.problems.map(({ row, column }) => [row, column])).toEqual([[3, 'mandate']])
    expect((await readReports((await visit()).vendor, { ...all, ticket: 'A-1' })).lines).toEqual([])

    await changeProfile(client, { 'org-industry': 'manufacturer' }) // what the client says of itself is filled in
    const right = `mandate,ticket,incident-title\n${number},A-1,病院の件\n,A-2,\n`
    const { started } = await importReports(await visit(), cellsOf(right), 'ja')
    expect(started).toHaveLength(2)
    const [own] = (await readReports((await visit()).vendor, { ...all, ticket: 'ａ-1' })).lines
    const found = async (ticket: string) =>
      (await readReports((await visit()).vendor, { ...all, ticket })).lines.map(({ card }) => card.ticket)
    expect(await found('-1')).toEqual(['A-1', 'T-1'])
    expect(await found('a-')).toEqual(expect.arrayContaining(['A-1', 'A-2']))
    expect(await found('1-A')).toEqual([]) // all of its signs, in another order
    expect(await found('2')).toEqual(['A-2'])
    expect(own).toMatchObject({ mandateId: acting.mandateId, card: { ticket: 'A-1' } })
    await database.owner`update vendor_reports set ticket_pairs = '{}'` // as migration 179 found them
    expect(await found('-1')).toEqual(['A-1', 'T-1'])
    const { draft } = await openDraft(await at(own?.reference ?? ''))
    expect(draft.answers).toMatchObject({ 'incident-title': '病院の件', 'org-industry': 'manufacturer' })
    const [other] = (await readReports((await visit()).vendor, { ...all, ticket: 'A-2' })).lines
    expect((await openDraft(await at(other?.reference ?? ''))).draft.answers).not.toHaveProperty('org-industry')
    const [of] = await client.db.transaction(
      (tx) => tx.sql`select organisation_id from reports where reference = ${own?.reference ?? ''}`,
    )
    expect(of?.organisationId).toBe(client.actor.organisationId)
  })

  test('a mandate for some sections begins reports with these, whatever a template says, and the client sees which', async () => {
    const narrow = await mandated(database, client, vendor, { reach: 'some', sections: ['indicators'] })
    const { vendor: within, organisation } = await visit()
    const answers = { 'ioc-network': ['203.0.113.9'], 'incident-title': '乗っ取り', 'ransom-family': 'Akira' }
    const [begun] = await startReports(within, organisation.name, [
      { mandateId: narrow.mandateId, card: { ticket: 'S-1', label: '' }, answers, language: 'ja' },
    ])
    const actor = { ...client.actor, reportId: begun?.id ?? '' }
    const own = { db: database.as(actor), actor, now: night }
    const { draft } = await openDraft(own)
    expect(draft.answers).toMatchObject({ 'ioc-network': ['203.0.113.9'] })
    for (const item of ['incident-title', 'ransom-family']) expect(draft.answers).not.toHaveProperty(item)
    const drafted = (await readAccess(own)).events.find(({ did }) => did === 'mandate-drafted')
    expect([drafted?.vendor, drafted?.items]).toEqual(['架空セキュリティ', ['ioc-network']])
    await revokeMandate(client, narrow.mandateId)
  })

  test('a page that is pressed twice begins its reports once', async () => {
    const rows = cellsOf(`mandate,ticket\n${number},B-1\n,B-2\n`)
    const press = async (page: string) => importReports(await visit(), rows, 'ja', page)
    const pressed = [...(await Promise.all([press('one page'), press('one page')])), await press('one page')]
    expect(new Set(pressed.map(({ started }) => started[0]?.id)).size, 'one page, pressed thrice').toBe(1)
    expect(await howMany('B-')).toBe(2)
    const { before } = await checkImport(await visit(), { cells: [...rows, ['', 'B-3']], flaws: [] })
    expect(
      before.map(({ row, ticket }) => [row, ticket]),
      'the same file once more',
    ).toEqual([
      [2, 'B-1'],
      [3, 'B-2'],
    ])
    expect((await press('another page')).started).toHaveLength(2)
  })

  test('however many tickets there are, one is found by a sign or a part, also by old ones, and each page goes on', async () => {
    const { vendor: me, organisation } = await visit()
    const cards = Array.from({ length: 50 }, (_, made) => ({
      mandateId: acting.mandateId,
      card: { ticket: made % 30 === 0 ? `Ω-${made}` : `C-${made}`, label: '' },
      answers: {},
      language: 'ja' as const,
    }))
    await startReports(me, organisation.name, cards)
    const search = async (ticket: string) => {
      const found: string[] = []
      let after: PageOfReports['after'] = null
      for (let page = 0; page < 20; page++) {
        const asked: PageOfReports = { ticket, limit: 1, mostOpened: 20, few: 40, after }
        const { lines, reached }: FoundReports = await me.db.transaction((tx) =>
          listVendorReports(tx, me.actor.organisationId, asked),
        )
        found.push(...lines.map(({ card }) => card.ticket))
        after = reached ?? lines.at(-1) ?? null
        if (!after) break
      }
      return found.toSorted()
    }
    expect(await search('ω')).toEqual(['Ω-0', 'Ω-30'])
    await database.owner`update vendor_reports set ticket_pairs = '{}'` // from before pairs were kept
    expect(await search('Ω-')).toEqual(['Ω-0', 'Ω-30'])
    await database.owner`delete from reports where id in (select report_id from vendor_reports where added_at = ${me.now})`
  })

  test('a fault in the middle leaves no report behind', async () => {
    const { vendor: me, organisation } = await visit()
    const one = { card: { ticket: 'B-1', label: '' }, answers: {}, language: 'ja' as const }
    const elsewhere = '0199d000-0000-7000-8000-00000000ffff'
    const starting = startReports(me, organisation.name, [
      { ...one, mandateId: acting.mandateId },
      { ...one, mandateId: elsewhere },
    ])
    await expect(starting).rejects.toMatchObject({ code: 'forbidden' })
    expect((await readReports(me, { ...all, ticket: 'B-1' })).lines).toEqual([])
  })

  test('the console goes through all reports page by page, each once', async () => {
    for (let times = 0; times < 13; times++) await importReports(await visit(), cellsOf(csvExample()), 'ja')
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<typeof readReports>> = await readReports((await visit()).vendor, {
        ...all,
        after: placeIn(after),
      })
      seen.push(...page.lines.map(({ reference }) => reference))
      after = page.next
    } while (after)
    expect(seen.length).toBeGreaterThan(26)
    expect(new Set(seen).size).toBe(seen.length)
  })
})

test('deadlines that a body already has the report of are nobody’s any more, and questions say their day', async () => {
  const holder = await filedHospital(database)
  await mandated(database, holder, vendor, everything)
  const desk = await deskOf(database, holder, 'ppc')
  await ask(desk, desk.id, { items: ['incident-summary'], text: '詳しく教えてください', due: '2026-12-01' })
  const { vendor: me } = await visit()
  const clocks = (await readClocks(me)).filter(({ reference }) => reference === holder.reference)
  const begun = await holder.db.transaction((tx) => listClocks(tx, holder.actor.reportId))
  expect(begun.map(({ report }) => report)).toContain('initial')
  expect(clocks.map(({ report }) => report)).not.toContain('initial')
  const line = (await readReports(me, all)).lines.find(({ reference }) => reference === holder.reference)
  expect(line?.nextDueAt).toEqual(clocks[0]?.dueAt)
  const { lines } = await readQuestions(me, null)
  expect(lines.map(({ reference, due }) => ({ reference, due }))).toEqual([
    { reference: holder.reference, due: '2026-12-01' },
  ])
})

test('a mandate for all reports is not one for reports of others', async () => {
  const other = await personOf(database, '架空の別のお客様')
  const elsewhere = await newReport(database)
  await mandated(database, other, vendor, everything)
  expect(await seatOf(vendor, elsewhere.reference, night)).toBeNull()
})
