import { describe, expect, test } from 'vitest'
import type { Database } from '#db/client.server.ts'
import type { Officer } from '#db/context.ts'
import { listCells, writeExtracts } from '#db/queue/extracts.server.ts'
import { tokensOf } from '#db/queue/search-tokens.server.ts'
import { holds, normalised, pairsOf, phrasesOf } from '#db/queue/search-words.ts'
import { searchQueue } from '#db/queue/search.server.ts'
import { insertSubmission } from '#db/submissions/submissions.server.ts'
import type { Projection } from '#forms/projection.ts'
import { testDatabase } from '#test/support/database.ts'
import { filedReport, hours, officerOf, submissionOf } from '#test/support/filings.ts'

const database = await testDatabase()

const textsOf = ({ items }: Projection, reference: string) =>
  [reference, ...items.map(({ value }) => String(value))].map(normalised)

/** A report with this summary, sent to the recipients and extracted by the job. */
async function told(summary: string, recipients: string[], change: Parameters<typeof submissionOf>[1] = {}) {
  const holder = await filedReport(database, { recipients, answers: { 'incident-summary': summary }, ...change })
  for (const recipient of recipients) await extracted(database, holder.reportId, recipient)
  return holder
}

const extracted = (store: Database, reportId: string, recipient: string) =>
  store
    .as({ kind: 'extractor', recipient })
    .transaction((tx) =>
      writeExtracts(tx, [reportId], (projection, reference) => ({ cells: {}, texts: textsOf(projection, reference) })),
    )

const search = (officer: Officer, typed: string, more: { limit?: number; cursor?: string } = {}) =>
  database.as(officer).transaction(async (tx) => {
    const phrases = phrasesOf(typed)
    if (!phrases) throw new Error(`nothing to look for in ${typed}`)
    return searchQueue(tx, { phrases, filters: {}, textsOf, ...more })
  })

const found = async (officer: Officer, typed: string) =>
  (await search(officer, typed)).lines.map(({ reportId }) => reportId)

describe('words', () => {
  test('are compared without width, case, kana and punctuation', () => {
    expect(normalised('ＶＰＮ装置（ランサム）、ﾗﾝｻﾑ')).toBe('vpn装置 らんさむ らんさむ')
  })

  test('are a reference however it is typed, unless they may be a word', () => {
    for (const typed of ['RWRW-7DJX-JG', 'rwrw7djxjg', 'ＲＷＲＷ　７ＤＪＸ　ＪＧ', ' rwrw 7djx-jg'])
      expect(phrasesOf(typed), typed).toEqual([normalised('RWRW-7DJX-JG')])
    expect(phrasesOf('management')).toEqual(['management'])
    expect(phrasesOf('VPN 7DJX')).toEqual(['vpn', '7djx'])
  })

  test('are compared in one spelling of those that people use', () => {
    const alike = `高崎 髙﨑 髙嵜 / 渡辺 渡邊 渡邉 / 斎藤 斉藤 齋藤 齊藤 / 沢浜国広真桜竜会学恵 澤濱國廣眞櫻龍會學惠 / 辻 辻󠄀
      サーバー ｻｰﾊﾞｰ さーばー サ‐バ― サ−バ─ / 霞ヶ関 霞ケ関 霞が関 / 3ヶ月 3カ月 3か月 ３ケ月 / キヤノン キャノン きゃのん
      / フィルム フイルム / CVE-2026-1 cve‐2026−1 ＣＶＥ–２０２６—１ / 吉野家 𠮷野家 / 神田 神田`
    for (const group of alike.split(/ \/ |\n/)) {
      expect(
        new Set(
          group
            .trim()
            .split(' ')
            .filter((word) => word !== '/')
            .map(normalised),
        ).size,
        group,
      ).toBe(1)
    }
    expect(normalised('在宅ケアのケース、被害が')).toBe('在宅けあのけーす 被害が')
  })

  test('are all wanted, phrases in quotes as they stand, and one letter is nothing to look for', () => {
    expect(phrasesOf('電子　カルテ "file server"')).toEqual(['電子', 'かるて', 'file server'])
    expect(phrasesOf('「電子 カルテ」 院')).toEqual(['電子 かるて'])
    expect([phrasesOf('院'), phrasesOf(''), phrasesOf('" "')]).toEqual([null, null, null])
    expect(holds(['電子かるて'], ['電子', '暗号'])).toBe(false)
    expect(holds(['電子かるて', '暗号'], ['電子', '暗号'])).toBe(true)
    expect(holds(['電子', 'かるて'], ['電子かるて'])).toBe(false)
  })

  test('become hashes that differ by key and by month', () => {
    const pairs = pairsOf(normalised('電子カルテ'))
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
    const made = [tokensOf(one, pairs, 24_310), tokensOf(one, pairs, 24_311), tokensOf(other, pairs, 24_310)]
    expect(made.map(({ length }) => length)).toEqual([4, 4, 4])
    expect(new Set(made.flat()).size).toBe(12)
    expect(tokensOf(one, pairs, 24_310)).toEqual(made[0])
  })
})

describe('a search', () => {
  test('finds words of two letters, in Japanese and English, and the reference', async () => {
    const { reportId, reference } = await told('病院の電子カルテが暗号化された。File server, ＶＰＮ経由', ['finding'])
    await told('港の管制が止まった', ['finding'])
    const officer = await officerOf(database, 'finding')
    for (const typed of [
      '病院',
      'カルテ',
      'かるて',
      'vpn',
      'FILE "file server"',
      '電子 server',
      reference.slice(0, 6),
    ]) {
      expect(await found(officer, typed), typed).toEqual([reportId])
    }
    expect(await found(officer, '病院 管制')).toEqual([])
  })

  test('finds nothing that is not there, although all pairs of its letters are', async () => {
    await told('東京の京都物産展', ['pairs'])
    const officer = await officerOf(database, 'pairs')
    expect(await found(officer, '東京 京都')).toHaveLength(1)
    expect(await found(officer, '東京都')).toEqual([])
  })

  test('finds no words of another recipient, nor of another prefecture', async () => {
    const { caseFiles } = submissionOf('x', { recipients: ['walls'] })
    const osaka = { caseFiles: caseFiles.map((file) => ({ ...file, prefecture: '27' })) }
    const { reportId } = await told('水道の監視装置', ['walls'], osaka)
    await told('水道の料金計算', ['other-walls'])
    expect(await found(await officerOf(database, 'walls'), '水道')).toEqual([reportId])
    expect(await found(await officerOf(database, 'walls', '27'), '水道')).toEqual([reportId])
    expect(await found(await officerOf(database, 'walls', '13'), '水道')).toEqual([])
  })

  test('forgets what a later revision took back, also when the job comes late with the earlier one', async () => {
    const holder = await told('侵入の経路は不明', ['revising'])
    const answers = { 'incident-summary': '経路は保守用の回線' }
    await insertSubmission(
      database.as(holder),
      submissionOf(holder.reportId, { recipients: ['revising'], expectRevision: 1, answers, now: hours(1) }),
    )
    const officer = await officerOf(database, 'revising')
    expect(await found(officer, '不明'), 'read before it is shown').toEqual([])
    await extracted(database, holder.reportId, 'revising')
    expect(await found(officer, '保守')).toEqual([holder.reportId])
  })

  test('is paged, newest first, over months and without gaps', async () => {
    const moments = [0, 1, 2].flatMap((month) => [5, 20].map((day) => new Date(Date.UTC(2026, 8 + month, day))))
    for (const now of moments) await told('ランサムウェア', ['months'], { now })
    const officer = await officerOf(database, 'months')
    const seen: Date[] = []
    let cursor: string | undefined
    do {
      const page = await search(officer, 'ランサム', { limit: 4, cursor })
      seen.push(...page.lines.map(({ receivedAt }) => receivedAt))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual(moments.toReversed())
  })

  test('goes on after opening many that only look alike', async () => {
    const { reportId } = await told('東京都', ['alike'], { now: hours(-5) })
    for (let count = 0; count < 70; count++) await told('東京の京都', ['alike'], { now: hours(count) })
    expect(await found(await officerOf(database, 'alike'), '東京都')).toEqual([reportId])
  })
})

test('what the job writes gives no word away, and opens with the key of the recipient alone', async () => {
  const { reportId } = await told('機密の文章', ['sealed-extract'])
  const [row] = await database.owner<{ caseFileId: string; content: Buffer; tokens: number[] }[]>`
    select e.* from extracts e join case_files c on c.id = e.case_file_id where c.report_id = ${reportId}`
  expect(row?.content.includes('機密')).toBe(false)
  expect(new Set(row?.tokens).size).toBe(row?.tokens.length)
  const officer = await officerOf(database, 'sealed-extract')
  const id = row?.caseFileId ?? ''
  expect(await database.as(officer).transaction((tx) => listCells(tx, [id]))).toEqual(new Map([[id, {}]]))
  const stranger = await officerOf(database, 'stranger')
  expect(await database.as(stranger).transaction((tx) => listCells(tx, [id]))).toEqual(new Map())
})
