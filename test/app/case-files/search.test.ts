import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { labelCase, unlabelCase } from '#app/case-files/acts/label.server.ts'
import { seeCase } from '#app/case-files/page/see-case.server.ts'
import { cellText, columnItems, mostColumns } from '#app/case-files/queue/columns.ts'
import { actOnMany } from '#app/case-files/queue/bulk.server.ts'
import { queueChoice } from '#app/case-files/queue/queue-filters.ts'
import { findNextCase, readQueue } from '#app/case-files/queue/read-queue.server.ts'
import { chooseColumns } from '#app/case-files/queue/views.server.ts'
import { extractNext, extractSome } from '#app/case-files/search/search-index.server.ts'
import { acknowledge } from '#app/feedback/acknowledge.server.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { closeCaseFile, getCaseFile } from '#db/case-files/case-files.server.ts'
import { deskOf, filedHospital } from '#test/app/case-files/desk.world.ts'
import { night } from '#test/app/reports/reports.world.ts'
import { testDatabase } from '#test/support/database.ts'

const database = await testDatabase()
const worker = { kind: 'worker' } as const
const chosen = (query: string) => queueChoice(new URLSearchParams(query))

describe('the report of a hospital', async () => {
  const holder = await filedHospital(database)
  const faults: unknown[] = []
  const extract = () => extractNext(database.as(worker), night, (fault) => faults.push(fault))
  const worked = [await extract(), await extract()]
  const [ppc, police] = [await deskOf(database, holder, 'ppc'), await deskOf(database, holder, 'police')]
  const found = async (desk: typeof ppc, query: string) =>
    (await readQueue(desk, chosen(query))).lines.map(({ id }) => id)

  test('is extracted once, for every body that got it', () => {
    expect({ worked, faults }).toEqual({ worked: [true, false], faults: [] })
  })

  test('is found by what was written and by the words of what was ticked, in both languages', async () => {
    for (const desk of [ppc, police]) expect(await found(desk, `q=${holder.reference}`)).toEqual([desk.id])
    for (const q of ['ランサムウェア', 'ransomware', 'RANSOM'])
      expect(await found(police, `q=${q}`), q).toEqual([police.id])
    expect(await found(ppc, 'q=存在しない言葉')).toEqual([])
    expect(await found(ppc, 'q=院')).toEqual([])
    expect(await found(police, 'q=ランサムウェア&stage=final')).toEqual([])
  })

  test('is found by no body through words that only another body got', async () => {
    // The commission is told of people and their data, not how the attack went.
    expect(await found(ppc, 'q=ランサムウェア')).toEqual([])
  })

  test('stands in the columns that a body chose from what it is told', async () => {
    await chooseColumns(police, columnItems('police', night).slice(0, mostColumns))
    const { columns, cells } = await readQueue(police, chosen(''))
    const texts = columns.map((item) => cellText(cells.get(police.id), item, documentWords('ja')))
    expect(columns.length).toBeGreaterThan(0)
    expect(texts.some((text) => text && !/^[a-z-]+$/.test(text))).toBe(true)
    const searched = await readQueue(police, chosen(`q=${holder.reference}`))
    expect(searched.cells.get(police.id), 'a search reads them where it has read already').toEqual(cells.get(police.id))
  })

  test('is unread to each officer until that officer has seen the last revision', async () => {
    const colleague = await deskOf(database, holder, 'ppc')
    const file = await ppc.db.transaction((tx) => getCaseFile(tx, ppc.id))
    expect(await found(ppc, 'unread=1')).toEqual([ppc.id])
    await seeCase(ppc, file)
    const seenBy = async (desk: typeof ppc) =>
      (await readQueue(desk, chosen(''))).lines.find(({ id }) => id === ppc.id)?.seen
    expect(await seenBy(ppc)).toBe(1)
    expect(await seenBy(colleague)).toBeNull()
    expect([await found(ppc, 'unread=1'), await found(colleague, 'unread=1')]).toEqual([[], [ppc.id]])
    await database.owner`update case_files set revision_number = 2 where id = ${ppc.id}`
    expect(await found(ppc, 'unread=1')).toEqual([ppc.id])
    await ppc.db.transaction((tx) => closeCaseFile(tx, ppc.id, 'resolved', night))
    expect(await found(ppc, 'unread=1&state=all')).toEqual([])
  })
})

test('of reports that are made findable together, one that cannot be read keeps no other back', async () => {
  const filed = [await filedHospital(database), await filedHospital(database), await filedHospital(database)]
  const hurt = () =>
    database.owner`update deliveries set content = set_byte(content, 40, get_byte(content, 40) # 1)
      where report_id = ${filed[1]?.actor.reportId ?? ''} and recipient = 'police'`
  const faults: unknown[] = []
  const extract = (now: Date) => extractSome(database.as(worker), now, 10, (fault) => faults.push(fault))
  await extract(night) // what other tests left
  await hurt()
  for (const { actor } of filed) await database.owner`insert into extracts_due values (${actor.reportId}, ${night})`
  await database.owner`delete from extracts`

  expect(await extract(night)).toBe(3)
  expect(faults).toEqual([expect.objectContaining({ code: 'sealBroken' })])
  const found = () =>
    Promise.all(
      filed.map(async (holder) => {
        const desk = await deskOf(database, holder, 'police')
        return (await readQueue(desk, chosen(`q=${holder.reference}`))).lines.length
      }),
    )
  expect(await found()).toEqual([1, 0, 1])

  await hurt()
  expect(await extract(night), 'it waits for a while').toBe(0)
  expect(await extract(new Date(night.getTime() + 3_600_000))).toBe(1)
  expect(await found()).toEqual([1, 1, 1])
})

test('a case is found by its labels and by the number that its body gave it, by that body alone', async () => {
  const holder = await filedHospital(database)
  const [police, ppc] = [await deskOf(database, holder, 'police'), await deskOf(database, holder, 'ppc')]
  const [colleague] = [await deskOf(database, holder, 'police')]
  const found = async (desk: typeof ppc, q: string) =>
    (await readQueue(desk, chosen(`q=${q}`))).lines.map(({ id }) => id).includes(desk.id)
  const extract = () => extractSome(database.as(worker), night, 10, (fault) => expect(fault).toBeNull())

  await labelCase(police, police.id, '架空第三班') // before anything of it is findable
  await extract()
  expect(await found(police, '第三班')).toBe(true)
  await acknowledge(police, police.id, { number: '徳サ‐７１５', text: '' })
  await acknowledge(police, police.id, { number: '徳サ-716', text: '' })
  await labelCase(colleague, police.id, '要現地確認')
  for (const q of ['第三班', '徳サ-715', '徳サ-716', '現地確認', 'ランサムウェア 第三班 徳サ-716'])
    expect([await found(colleague, q), await found(ppc, q)], q).toEqual([true, false])
  expect(await found(colleague, '第三班 徳サ-717')).toBe(false)

  await unlabelCase(police, police.id, '架空第三班')
  expect(await found(police, '第三班')).toBe(false)
  await database.owner`insert into extracts_due values (${holder.actor.reportId}, ${night})`
  await extract()
  for (const q of ['徳サ-715', '現地確認']) expect(await found(police, q), 'made findable anew').toBe(true)

  await actOnMany(ppc, [ppc.id], { act: 'label', label: '省庁連絡済' })
  expect([await found(ppc, '連絡済'), await found(police, '連絡済')]).toEqual([true, false])
})

test('a number of ten letters is found where it looks like a reference, and a reference where it looks like a word', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'ppc')
  await database.owner`update reports set reference = 'KAWF-PHXM-RP' where id = ${holder.actor.reportId}`
  await database.owner`update case_files set reference = 'KAWF-PHXM-RP' where id = ${desk.id}`
  await extractSome(database.as(worker), night, 10, (fault) => expect(fault).toBeNull())
  await acknowledge(desk, desk.id, { number: 'K7WF3-HXM9P', text: '' })
  for (const q of ['K7WF3-HXM9P', 'kawfphxmrp', 'KAWF-PHXM-RP'])
    expect(
      (await readQueue(desk, chosen(`q=${q}`))).lines.map(({ id }) => id),
      q,
    ).toEqual([desk.id])
})

test('what was labelled and numbered before a search looked there is made findable by itself', async () => {
  const holder = await filedHospital(database)
  const desk = await deskOf(database, holder, 'police')
  const extract = (now: Date) => extractSome(database.as(worker), now, 10, (fault) => expect(fault).toBeNull())
  await extract(night)
  await database.owner`insert into labels (case_file_id, label, recipient, officer_id, added_at)
    values (${desk.id}, '旧来の札', 'police', ${desk.actor.officerId}, ${night})`
  const found = async () => (await readQueue(desk, chosen('q=旧来の札'))).lines.map(({ id }) => id)
  expect(await found()).toEqual([])
  const migration = readFileSync('db/migrations/270-own-words-found.sql', 'utf8')
  await database.owner.begin((sql) => sql.unsafe(migration.slice(migration.indexOf('-- What was labelled'))))
  while (await extract(new Date(Date.now() + 60_000)));
  expect(await found()).toEqual([desk.id])
})

test('an organisation is found under every spelling of its name', async () => {
  const holder = await filedHospital(database, {
    'org-name': '医療法人髙﨑会 渡邉キヤノン辻󠄀クリニック',
    'incident-summary': '霞ヶ関の澤サーバーが３ヶ月止まった',
  })
  await extractSome(database.as(worker), night, 10, (fault) => expect(fault).toBeNull())
  const desk = await deskOf(database, holder, 'police')
  const found = async (q: string) => (await readQueue(desk, chosen(`q=${q}`))).lines.map(({ id }) => id)
  const spelled = ['高崎会', '髙崎會', '高﨑会', '渡辺', '渡邊', 'わたなべ']
  const others = ['きゃのん', 'ｷｬﾉﾝ', '辻くり', '辻󠄁クリ', '霞が関', '霞ケ関', '沢サ‐バ−', '3か月', '３カ月']
  const without = []
  for (const q of [...spelled, ...others]) if (!(await found(q)).includes(desk.id)) without.push(q)
  expect(without, 'a reading is no spelling').toEqual(['わたなべ'])
})

test('what was made findable before spellings were compared is made anew by itself, the newest first', async () => {
  const filed = [await filedHospital(database), await filedHospital(database)]
  await extractSome(database.as(worker), night, 10, (fault) => expect(fault).toBeNull())
  await database.owner`update extracts set tokens = '{}'`
  const migration = readFileSync('db/migrations/234-spelled-alike.sql', 'utf8')
  await database.owner.begin((sql) => sql.unsafe(migration))
  while (
    await extractSome(database.as(worker), new Date(Date.now() + 60_000), 10, (fault) => expect(fault).toBeNull())
  );
  for (const holder of filed) {
    const desk = await deskOf(database, holder, 'police')
    expect((await readQueue(desk, chosen(`q=${holder.reference}`))).lines).toHaveLength(1)
  }
})

test('next leads through a queue in its own order, and ends', async () => {
  const first = await filedHospital(database)
  const desk = await deskOf(database, first, 'mhlw')
  for (const query of ['', 'order=oldest', 'order=urgent']) {
    const walked: string[] = []
    for (let id = await findNextCase(desk, chosen(query), null); id; id = await findNextCase(desk, chosen(query), id)) {
      walked.push(id)
    }
    expect(walked).toEqual((await readQueue(desk, chosen(query))).lines.map(({ id }) => id))
    expect(walked.length).toBeGreaterThan(1)
  }
})
