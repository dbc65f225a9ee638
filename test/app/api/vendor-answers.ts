/** A vendor with some sections that may answer: by its own system and on its pages, what is asked about these and no more. */
import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'

import { ask } from '#app/feedback/ask.server.ts'
import { filingActs } from '#app/programs/acts.ts'
import { readAccess } from '#app/reports/access-log.server.ts'
import { withdrawReport } from '#app/reports/withdraw-report.server.ts'
import { findCaseFileOfReport } from '#db/case-files/case-files.server.ts'
import type { Context, FilingVendor, Holder, Member } from '#db/context.ts'
import { mandated, personOf } from '#test/app/mandates/mandates.world.ts'
import { newReport, night, save, send } from '#test/app/reports/reports.world.ts'
import { hospital } from '#test/app/unit/reports/hospital.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerOf } from '#test/support/filings.ts'
import type { OpenPortal } from '#test/support/officers.ts'
import { newProgram, type TestProgram } from '#test/support/programs.ts'

type Given = Context<FilingVendor> & { mandateId: string }
type Filed = Context<Holder> & { reference: string }

const told = async (response: Response) => ({ status: response.status, ...(await response.json()) })
const route = { 'cause-route': 'VPN装置からの侵入とみています' }
const secret = '正式な法人名を教えてください'

const openOf = async (holder: Filed) =>
  (
    await holder.db.transaction(
      ({ sql }) => sql<{ id: string }[]>`
        select id from feedback f where kind = 'question' and report_id = ${holder.actor.reportId}
          and not exists (select from question_answers a where a.question_id = f.id) order by sent_at, id`,
    )
  ).map(({ id }) => id)

const answersOf = async ({ db, actor }: Filed) =>
  (await readAccess({ db, actor, now: new Date() })).events.filter(({ did }) => did === 'mandate-answered').length

export function vendorAnswers(portalOf: () => OpenPortal): void {
  let vendor: Context<Member>
  let all: TestProgram
  let police: Awaited<ReturnType<typeof officerOf>>

  beforeAll(async () => {
    const { database } = portalOf()
    vendor = await personOf(database, '架空の調査会社')
    const { organisationId } = vendor.actor
    all = await newProgram(database, { organisationId, forClients: true, acts: filingActs })
    police = await officerOf(database, 'police')
  })

  /** Filed, and asked about what the vendor has, about what it has not, about both and in general. */
  async function asked(approves = false): Promise<{ holder: Filed; acting: Given }> {
    const { database } = portalOf()
    const holder = await newReport(database)
    await save(holder, { ...hospital, 'report-recipients': ['police'] })
    await send(holder)
    const terms = { reach: 'some', sections: ['cause'], acts: ['answer'], approves }
    const acting = await mandated(database, holder, vendor, terms, new Date())
    const db = database.as(police)
    const { reportId } = holder.actor
    const id = (await db.transaction((tx) => findCaseFileOfReport(tx, reportId, 'police')))?.id ?? ''
    for (const [items, text] of [
      [['cause-route'], '侵入経路を教えてください'],
      [['org-name'], secret],
      [['cause-route', 'org-name'], `経路と、${secret}`],
      [[], `全体について、${secret}`],
    ] as const) {
      expect(await ask({ db, actor: police, now: night }, id, { items, text, due: null })).toEqual({ done: 'asked' })
    }
    return { holder, acting }
  }

  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${portalOf().origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${all.key}`,
        'Accept-Language': 'ja',
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID(), 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const page = async (path: string, form?: Record<string, string>) => {
    const cookie = await signIn(portalOf().database, 'staff', vendor.actor, vendor.actor.accountId)
    const response = await fetch(`${portalOf().origin}${path}`, {
      headers: { Cookie: cookie, 'Accept-Language': 'ja', Origin: portalOf().origin },
      redirect: 'manual',
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    return { status: response.status, to: response.headers.get('Location'), text: await response.text() }
  }
  test('programs are given these questions, in the report and over all clients, and nothing of the others', async () => {
    const { holder } = await asked()
    const { reference } = holder
    const [one] = await openOf(holder)
    const found = await told(await call('GET', `/reports/${reference}/questions`))
    const question = {
      id: one,
      reference,
      recipient: 'police',
      items: ['cause-route'],
      text: '侵入経路を教えてください',
    }
    expect(found.questions).toEqual([expect.objectContaining({ ...question, byConsent: [], closed: false })])
    const { questions } = await told(await call('GET', '/questions'))
    const ofIt = questions.filter((listed: { reference: string }) => listed.reference === reference)
    expect(ofIt).toEqual([expect.objectContaining(question)])
    expect(JSON.stringify([found, questions])).not.toContain(secret)
    const { mandates } = await told(await call('GET', '/mandates'))
    expect(mandates.map((held: { openQuestions: number }) => held.openQuestions)).toContain(1)
    expect((await call('GET', `/reports/${reference}/board`)).status, 'which shows the others').toBe(403)
  })

  test('programs answer them by a revision, and are refused whatever else they try', async () => {
    const { holder } = await asked()
    const at = `/reports/${holder.reference}/answers`
    const hidden = (await openOf(holder)).slice(1)
    for (const question of hidden) {
      expect((await call('POST', at, { question, text: '推測です' })).status).toBe(404)
    }
    const outside = await told(await call('POST', at, { answers: { 'org-name': '架空' } }))
    expect([outside.status, outside.problems[0].code]).toEqual([422, 'outsideMandate'])
    const unasked = await told(await call('POST', at, { answers: { 'cause-malware': '架空' } }))
    expect([unasked.status, unasked.problems[0].code]).toEqual([422, 'notAsked'])
    const [one] = await openOf(holder)
    const words = await told(await call('POST', at, { question: one, text: 'VPNです' }))
    expect(words).toMatchObject({ status: 409, code: 'notNow', detail: expect.stringContaining('answers') })
    expect(await told(await call('POST', at, { answers: route }))).toMatchObject({ revision: 2, waits: false })
    expect(await openOf(holder)).toEqual(hidden)
  })

  test('where the client looks first, the answer of a program waits for it', async () => {
    const { holder } = await asked(true)
    const at = `/reports/${holder.reference}`
    const waiting = await told(await call('POST', `${at}/answers`, { answers: route }))
    expect(waiting).toMatchObject({ status: 200, revision: null, waits: true })
    const { sendings } = await told(await call('GET', `${at}/sendings`))
    expect(sendings).toMatchObject([{ state: 'waits' }])
    expect(await openOf(holder)).toHaveLength(4)
  })

  test('a withdrawn report is answered in words by programs, too', async () => {
    const { holder } = await asked()
    await withdrawReport(holder, { message: '誤報でした', plain: '' })
    const at = `/reports/${holder.reference}/answers`
    const [one, ...hidden] = await openOf(holder)
    const late = await told(await call('POST', at, { answers: route }))
    expect(late).toMatchObject({ status: 409, detail: expect.stringContaining('question') })
    expect(await told(await call('POST', at, { question: one, text: '誤報です' }))).toMatchObject({ revision: null })
    expect((await call('POST', at, { question: hidden[0], text: '誤報です' })).status).toBe(404)
    expect(await openOf(holder)).toEqual(hidden)
  })

  test('people find them in the console, answer on the page of the report, and see no trace of the others', async () => {
    const { holder } = await asked()
    const [own, list] = [`/console/reports/${holder.reference}`, `/console/${vendor.actor.organisationId}/questions`]
    const pages = [await page(list), await page(own)]
    expect(pages[0]?.text).toContain(`href="${own}#questions"`)
    expect(pages[1]?.text).toContain('侵入経路を教えてください')
    expect(pages.map(({ text }) => text).join(''), 'not even how many').not.toContain(secret)
    expect(pages[1]?.text).toContain('未回答の照会が1件あります')
    const at = `/reports/${holder.reference}/questions`
    expect((await page(`/reports/${holder.reference}`)).status).toBe(403)
    const [, , , general] = await openOf(holder)
    const guessed = await page(at, { question: general ?? '', text: '推測です' })
    expect([guessed.status, guessed.text.includes(secret)]).toEqual([409, false])
    const other = await page(at, { question: 'org-name', 'org-name': '架空' })
    expect([other.status, other.text.includes(secret)]).toEqual([409, false])
    const wrong = await page(at, { question: 'cause-route', 'cause-route': '' })
    expect([wrong.status, wrong.text.includes(own)]).toEqual([422, true])
    expect(wrong.text, 'says which question it is about').toContain('：お答えを入力してください')
    expect(await openOf(holder)).toHaveLength(4)
    expect(await answersOf(holder), 'what was put back is no answer').toBe(0)
    expect(await page(at, { question: 'cause-route', ...route })).toMatchObject({ status: 303, to: own })
    expect(await answersOf(holder)).toBe(1)
    expect(await openOf(holder)).toHaveLength(3)
    const again = await page(own)
    expect(again.text).not.toContain('侵入経路を教えてください')
  })

  test('who may only answer keeps its own number, makes no template, and takes back what waits', async () => {
    const { holder } = await asked(true)
    const at = `/console/reports/${holder.reference}`
    expect(await page(at, { go: 'card', ticket: 'INC-0077', label: '' })).toMatchObject({ status: 303 })
    const own = (await page(at)).text
    expect(own).toContain('INC-0077')
    expect(own, 'it has no files and adds none').not.toContain(`href="/reports/${holder.reference}/files"`)
    expect((await page(at, { go: 'template', name: '型' })).status).toBe(403)
    const answered = await page(`/reports/${holder.reference}/questions`, { question: 'cause-route', ...route })
    expect(answered).toMatchObject({ status: 303, to: at })
    expect((await page(at)).text).toContain('お答えは、お客様の承認を待っています')
    expect(await page(at, { go: 'take-back' })).toMatchObject({ status: 303 })
    expect((await page(at)).text).not.toContain('お答えは、お客様の承認を待っています')
  })
}
