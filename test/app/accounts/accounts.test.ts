import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers, demoOperator } from '#app/demo/people.ts'
import { getDraft, saveAnswers } from '#app/reports/form/save-answers.server.ts'
import { submissionKey, submitReport } from '#app/reports/sending/submit-report.server.ts'
import { openAsOwner } from '#db/client.server.ts'
import { setProfile } from '#db/organisations/organisations.server.ts'
import { readPdf } from '#test/app/unit/documents/read-pdf.ts'
import { officerNamed, openPortal, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

const nobodyElse = '承認できる方が、ほかにいません'

const linkIn = (page: string, start: string) => new RegExp(`${start}[\\w-]+`).exec(page)?.[0] ?? ''

const anybody = (path: string, form: Record<string, string>) =>
  fetch(`${portal.origin}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

function memberOf(role: string) {
  const found = demoMembers.find((one) => one.role === role)
  if (!found) throw new Error(`nobody is the ${role}`)
  return found
}

test('a lost way in is regained by the mailed link with the secret of an own report, and by nothing less', async () => {
  const { report, secret, path } = await lostWithReport()
  const wrong = await anybody(path, {
    step: 'regain',
    code: '',
    reference: report,
    secret: '3333-3333-3333-3333-3333-3333',
  })
  expect(wrong.status).toBe(422)
  const right = await anybody(path, { step: 'regain', code: '', reference: report, secret })
  expect(right.headers.get('Location')).toMatch(/^\/enrol\//)
  expect((await anybody(path, { step: 'regain', code: '', reference: report, secret })).status).toBe(404)
})

test('a second person sends what somebody else asked for, and nobody what they asked for themselves', async () => {
  const [administrator, editor, approver] = await Promise.all(
    ['administrator', 'editor', 'approver'].map((role) => browserOf(memberOf(role).accountId)),
  )
  if (!administrator || !editor || !approver) throw new Error('nobody came in')
  const organisation = await organisationIn(administrator)
  await administrator(`/organisations/${organisation}`, { step: 'approval', needed: 'yes' })
  const { reference: report, reportId } = await reportOf(organisation, 'police')
  await edit(organisation, reportId)
  const page = `/reports/${report}/approval`

  await editor(page, { step: 'ask', words: '送ってよいですか' })
  const own = await (await editor(page)).text()
  expect(own).not.toContain('value="send"')
  expect(own, 'there is somebody else').not.toContain(nobodyElse)
  const request = inputIn(own, 'request')
  expect((await editor(page, { step: 'send', request })).status).toBe(403)
  const preview = await (await editor(`/reports/${report}/preview`)).text()
  expect(preview).toContain(page)
  expect((await sendAlone(organisation, reportId)).kind).toBe('waits')

  const owner = openAsOwner(portal.database.url)
  const demote = (role: string) => owner`
    update memberships set role = ${role}
    where account_id = ${memberOf('approver').accountId} and organisation_id = ${organisation}`
  const seat = owner`account_id = ${memberOf('editor').accountId} and organisation_id = ${organisation}`
  await owner`update memberships set role = 'reader' where ${seat}`
  const late = await approver(page, { step: 'send', request })
  expect(late.headers.get('Location'), 'whoever asked may ask no more').toBe(page)
  expect(await (await approver(page)).text()).toContain('求めた方は、いまは承認を求められる役割にありません')
  await owner`update memberships set role = 'editor' where ${seat}`

  await approver(page, { step: 'end', request, answer: '件名を直してください' })
  expect(await (await editor(page)).text()).toContain('件名を直してください')
  await administrator(page, { step: 'ask', words: '' })
  const again = inputIn(await (await approver(page)).text(), 'request')
  await demote('reader')
  expect(await (await administrator(page)).text(), 'and now there is not').toContain(nobodyElse)
  await demote('approver')
  await owner.end()
  expect((await administrator(page, { step: 'send', request: again })).status).toBe(403)
  const sent = await approver(page, { step: 'send', request: again })
  expect(sent.headers.get('Location')).toBe(`/reports/${report}/receipt/2`)
  const twice = await approver(page, { step: 'send', request: again })
  expect(twice.headers.get('Location'), 'pressed twice').toBe(`/reports/${report}/receipt/2`)
  const tooLate = await administrator(page, { step: 'end', request: again, answer: '' })
  expect(tooLate.headers.getSetCookie().join(), 'it went').toContain('approvalStale')
})

test('an organisation is verified by mail and letter together, and its recipients are shown so without a new answer', async () => {
  const administrator = await browserOf(memberOf('administrator').accountId)
  const operator = await browserOf(demoOperator.operatorId)
  const officer = await browserOf(officerNamed('police-tokyo-kanda').officerId)
  const organisation = await organisationIn(administrator)
  const claim = `/organisations/${organisation}/claim`
  const { caseFile } = await reportOf(organisation, 'police')
  const shown = async () => (await officer(`/desk/case-files/${caseFile}`)).text()
  expect(await shown()).toContain('組織（未確認）')

  const claims = await (await operator(`/operator/organisations/${organisation}`)).text()
  const letter = await operator(`${linkIn(claims, '/operator/claims/')}/letter`, {})
  const lines = await linesOf(letter)
  const code = codeIn(lines)
  expect(lines, 'whoever opens it knows whom to ask').toContain(memberOf('administrator').name)
  await administrator(claim, { step: 'letter-code', code })
  expect(await (await administrator(`/organisations/${organisation}`)).text()).toContain('未確認') // no mail yet

  const mailed = await (await administrator(claim, { step: 'mail' })).text()
  for (let wrong = 0; wrong < 5; wrong += 1) await administrator(claim, { step: 'letter-code', code: '3333-3333-33' })
  for (let blank = 0; blank < 5; blank += 1) await administrator(claim, { step: 'mail-code', code: ' ' }) // costs no try
  const wrong = await (await administrator(claim, { step: 'mail-code', code: '1111-1111' })).text()
  expect(wrong, 'what was typed stays, and the summary leads to it').toMatch(/href="#mail-code"[^]*value="1111-1111"/)
  await administrator(claim, { step: 'mail-code', code: /\d{3}-\d{3}-\d{3}-\d{3}/.exec(mailed)?.[0] ?? '' })
  const second = await operator(`${linkIn(claims, '/operator/claims/')}/letter`, {})
  const latest = codeIn(await linesOf(second))
  await administrator(claim, { step: 'letter-code', code }) // the first letter's code is worth nothing any more
  expect(await (await administrator(`/organisations/${organisation}`)).text()).toContain('未確認')
  await portal.database.as({ kind: 'worker' }).transaction((tx) => setProfile(tx, organisation, { name: '架空改名' }))
  const renamed = await administrator(claim, { step: 'letter-code', code: latest })
  expect(renamed.headers.getSetCookie().join()).toContain('letterRenamed')
  const third = await operator(`${linkIn(claims, '/operator/claims/')}/letter`, {})
  await administrator(claim, { step: 'letter-code', code: codeIn(await linesOf(third)) })
  const page = await shown()
  expect(page).toContain('確認済み：メールと郵送のコード')
  expect(page).toContain('この報告を送った後で、変わりました')
})

test('a code is mailed five times, and not again at once', async () => {
  const administrator = await browserOf(memberOf('administrator').accountId)
  const claim = `/organisations/${await organisationIn(administrator)}/claim`
  const operator = await browserOf(demoOperator.operatorId)
  await operator(`/operator${claim.replace(/\/claim$/, '')}`, { step: 'back' })
  const typed = { number: '9999900011443', address: '東京都架空大田区1-2-3', mail: 'somu@parts.example', note: '' }
  await administrator(claim, { step: 'claim', ...typed })
  const said = async () => (await administrator(claim, { step: 'mail' })).headers.getSetCookie().join()
  for (let mails = 0; mails < 8; mails += 1) await said()
  expect(await said()).toContain('askedTooOften')
})

test('a provider that speaks for corporations verifies the claimed one, and no other', async () => {
  const administrator = await browserOf(memberOf('administrator').accountId)
  const operator = await browserOf(demoOperator.operatorId)
  const organisation = await organisationIn(administrator)
  const [here, claim] = [`/organisations/${organisation}`, `/organisations/${organisation}/claim`]
  await operator(`/operator${here}`, { step: 'back' })
  const address = '東京都架空大田区1-2-3'
  await administrator(claim, { step: 'claim', number: '5999900010481', address, mail: '', note: '' })
  await byProvider(await (await administrator(claim)).text())
  expect(await (await administrator(here)).text()).toContain('未確認')

  await administrator(claim, { step: 'claim', number: '9999900011443', address, mail: '', note: '' })
  await byProvider(await (await administrator(claim)).text())
  expect(await (await administrator(here)).text()).toContain('組織のIDで確認')
})

/** Goes to the demo's provider and back as the administrator, as a browser does. */
async function byProvider(page: string): Promise<void> {
  const jar = new Map<string, string>()
  const go = async (address: URL, form?: Record<string, string>): Promise<Response> => {
    const Cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const post = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    const answer = await fetch(address, { redirect: 'manual', headers: { Cookie }, ...post })
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const next = answer.headers.get('Location')
    return next && !next.startsWith('/organisations') ? go(new URL(next, address)) : answer
  }
  await go(new URL('/demo', portal.origin), { person: memberOf('administrator').accountId })
  const start = /\/sign-in\/openid\/organisations\?claim=[\w-]+/.exec(page)?.[0] ?? ''
  const asked = await go(new URL(start, portal.origin))
  expect(asked.status).toBe(200)
  await go(new URL(asked.url), { person: memberOf('administrator').id })
}

test('whoever is invited joins in the role that was chosen, and the last administrator stays', async () => {
  const administrator = await browserOf(memberOf('administrator').accountId)
  const organisation = await organisationIn(administrator)
  const people = `/organisations/${organisation}/people`
  const invited = await (await administrator(people, { step: 'invite', role: 'reader' })).text()
  const join = linkIn(invited, '/join/')
  expect((await anybody(join, {})).status).toBe(401)

  await administrator(`/organisations/${organisation}`, { step: 'leave' })
  expect((await administrator(people)).status).toBe(200)
  await administrator(people, { step: 'role', account: memberOf('administrator').accountId, role: 'reader' })
  expect(await (await administrator(people)).text()).toContain('value="invite"') // still an administrator

  await administrator(join, {})
  expect(await (await administrator(people)).text(), 'no reader by their own link').toContain('value="invite"')

  await administrator(people, { step: 'end', account: memberOf('approver').accountId })
  const approver = await browserOf(memberOf('approver').accountId)
  expect((await approver(people)).status).toBe(404)
  expect((await approver(join, {})).headers.get('Location')).toBe(`/organisations/${organisation}`)
  expect((await approver(people, { step: 'invite', role: 'administrator' })).status).toBe(403)
  const again = await approver(join, {})
  expect(again.status).toBe(404)
})

const inputIn = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ??
  new RegExp(`value="([^"]*)" name="${name}"`).exec(page)?.[1] ??
  ''

type Browser = Awaited<ReturnType<typeof browserOf>>

const organisationIn = async (browser: Browser) =>
  linkIn(await (await browser('/organisations')).text(), '/organisations/').slice('/organisations/'.length)

/** What a body has of the report that the demo's organisation has sent. */
async function reportOf(organisation: string, recipient: string) {
  const sql = openAsOwner(portal.database.url)
  const [file] = await sql<{ caseFile: string; reportId: string; reference: string }[]>`
    select c.id as case_file, r.id as report_id, r.reference from case_files c join reports r on r.id = c.report_id
    where r.organisation_id = ${organisation} and c.recipient = ${recipient}`
  await sql.end()
  if (!file) throw new Error('the organisation has sent nothing')
  return file
}

function editorOf(organisationId: string, reportId: string) {
  const { accountId } = memberOf('editor')
  const actor = { kind: 'member', accountId, organisationId, role: 'editor', reportId } as const
  return { db: portal.database.as(actor), actor, now: new Date() }
}

/** The editor writes on. */
async function edit(organisationId: string, reportId: string) {
  const editor = editorOf(organisationId, reportId)
  const { version } = await editor.db.transaction((tx) => getDraft(tx, reportId))
  const answers = { 'report-phase': 'interim', 'incident-summary': '復旧を始めました。' }
  await saveAnswers(editor, { base: version, items: Object.keys(answers), answers })
}

/** What the button of the preview would do for the editor. */
async function sendAlone(organisationId: string, reportId: string) {
  const editor = editorOf(organisationId, reportId)
  const { version } = await editor.db.transaction((tx) => getDraft(tx, reportId))
  return submitReport(editor, { key: submissionKey(reportId, 1, version), version })
}

const linesOf = async (answer: Response) =>
  (await readPdf(new Uint8Array(await answer.arrayBuffer()))).sheets.flatMap(({ lines }) => lines).join('\n')

/** The code of ten letters in the text of a letter. */
const codeIn = (text: string) =>
  /[34679ACDEFGHJKMNPRTWXY]{4}-[34679ACDEFGHJKMNPRTWXY]{4}-[34679ACDEFGHJKMNPRTWXY]{2}/.exec(text)?.[0] ?? ''

/** The editor takes a guest's report into their own space, and then cannot get in. */
async function lostWithReport() {
  const { accountId, mail } = memberOf('editor')
  const { cookie, report, secret } = await guestReport()
  const browser = await browserOf(accountId, cookie)
  const page = await (await browser(`/reports/${report}/belongs`)).text()
  const options = [...page.matchAll(/<option value="([0-9a-f-]{36})"[^>]*>([^<]*)/g)]
  const own = options.find(([, , name]) => name === '自分の報告')?.[1] ?? ''
  await browser(`/reports/${report}/belongs`, { step: 'take', organisation: own })
  const asked = await (await anybody('/account/lost', { mail })).text()
  return { report, secret, path: linkIn(asked, '/account/confirm/') }
}

/** One browser in which a report may be held, and somebody of the demo is signed in. */
async function browserOf(person: string, held = '') {
  const entered = await anybody('/demo', { person })
  const staff = entered.headers.getSetCookie().map((one) => one.split(';')[0])
  const Cookie = [held, ...staff].join('; ')
  return (path: string, form?: Record<string, string>) =>
    fetch(`${portal.origin}${path}`, {
      redirect: 'manual',
      headers: { Cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
}

async function guestReport() {
  const started = await anybody('/reports', {})
  const cookies = started.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')
  const keep = decodeURIComponent(cookies.find((one) => one.startsWith('keep='))?.slice(5) ?? '')
  const [report = '', secret = ''] = keep.split(' ')
  return { cookie: cookies.filter((one) => one.startsWith('report=')).join('; '), report, secret }
}

test('evidence of a mandate is given to no page of another site', async () => {
  const administrator = await browserOf(memberOf('administrator').accountId)
  const organisation = await organisationIn(administrator)
  const { accountId } = memberOf('administrator')
  const cookies = (await anybody('/demo', { person: accountId })).headers.getSetCookie().map((one) => one.split(';')[0])
  const address = `${portal.origin}/organisations/${organisation}/mandates/0199d000-0000-7000-8000-00000000ffff/evidence`
  const from = async (site: string) =>
    (await fetch(address, { headers: { Cookie: cookies.join('; '), 'Sec-Fetch-Site': site } })).status
  expect([await from('cross-site'), await from('same-origin')]).toEqual([403, 404])
})
