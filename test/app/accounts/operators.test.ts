import { afterAll, beforeAll, expect, test } from 'vitest'

import { demoMembers, demoOperator, demoVendor } from '#app/demo/people.ts'
import { openAsOwner } from '#db/client.server.ts'
import { insertOperator } from '#db/people/people.server.ts'
import { newId } from '#db/sealing/secrets.server.ts'
import { signIn } from '#test/bench/sessions.ts'
import { officerNamed, openPortal, signedIn, type OpenPortal } from '#test/support/officers.ts'

let portal: OpenPortal

beforeAll(async () => {
  portal = await openPortal()
})
afterAll(() => portal.stop())

const linkIn = (page: string, start: string) => new RegExp(`${start}[\\w-]+`).exec(page)?.[0] ?? ''

const come = (person: string) => signedIn(portal.origin, person)

const stranger = (path: string, form: Record<string, string>) =>
  fetch(`${portal.origin}${path}`, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' })

const accountOf = (role: string) => demoMembers.find((one) => one.role === role)?.accountId ?? ''

test('who is signed in stands at the top of the pages of operators, accounts and vendors', async () => {
  const top = /<header[\s\S]*<\/header>/
  const seen = [
    [demoOperator.operatorId, demoOperator.name, ['/operator/rulebook', '/account/security']],
    [demoMembers[0]?.accountId ?? '', demoMembers[0]?.name, ['/account', '/organisations', '/account/security']],
    [demoVendor.person.accountId, demoVendor.person.name, ['/account']],
  ] as const
  for (const [person, name, paths] of seen) {
    const visitor = await come(person)
    for (const path of paths) expect(top.exec(await (await visitor.get(path)).text())?.[0], path).toContain(name)
  }
  const vendor = await come(demoVendor.person.accountId)
  const desk = (await vendor.get('/console')).headers.get('Location') ?? ''
  expect(top.exec(await (await vendor.get(desk)).text())?.[0]).toContain(demoVendor.person.name)
})

test('an operator ends where somebody is signed in, and moves an officer to another prefecture', async () => {
  const { officerId } = officerNamed('ppc-aoki')
  const officer = await come(officerId)
  const operator = await come(demoOperator.operatorId)
  const here = `/operator/people/${officerId}`
  expect((await officer.get('/desk')).status).toBe(200)
  const page = await (await operator.get(here)).text()
  expect(page).toContain('ログインと権限の記録')
  const session = /name="session" value="([0-9a-f-]+)"/.exec(page)?.[1] ?? ''
  expect((await operator.post(here, { step: 'end', session })).status).toBe(303)
  expect((await officer.get('/desk')).status).toBe(302)

  expect((await operator.post(here, { step: 'move', prefecture: 'どこか' })).status).toBe(422)
  expect((await operator.post(here, { step: 'move', prefecture: '大阪府' })).status).toBe(303)
  const [moved] = await portal.database
    .as({ kind: 'worker' })
    .transaction((tx) => tx.sql<{ prefecture: string }[]>`select prefecture from officers where id = ${officerId}`)
  expect(moved?.prefecture).toBe('大阪府')
})

test('a claim waits with its date in words, and what is missing for a decision is said at its own field', async () => {
  const operator = await come(demoOperator.operatorId)
  const list = await (await operator.get('/operator/organisations')).text()
  expect(list).toMatch(/法人番号 \d{13}/)
  expect(list).toMatch(/日（.）[\d:]+ 申請</)
  const here = linkIn(list, '/operator/organisations/')
  const claim = /name="claim" value="([0-9a-f-]+)"/.exec(await (await operator.get(here)).text())?.[1] ?? ''
  const refused = await operator.post(here, { step: 'refuse', claim, evidence: '', reason: '' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toContain('href="#reason"')
  const verified = await (await operator.post(here, { step: 'verify', claim, evidence: '', reason: '確認' })).text()
  expect(verified).toContain('href="#evidence"')
  expect(verified, 'what was typed stays').toContain('>確認</textarea>')
})

test('a vendor that was given some sections is led to no page that is closed to it', async () => {
  const vendor = await come(demoVendor.person.accountId)
  const home = (await vendor.get('/console')).headers.get('location') ?? ''
  const list = await (await vendor.get(home)).text()
  expect(list).toMatch(/data-label="未回答の照会">(なし|\d+件)</)
  const references = [...new Set(list.match(/(?<=\/console\/reports\/)[\w-]+/g))]
  const forms = await Promise.all(
    references.map(async (one) => (await vendor.get(`/reports/${one}/answer/cause`)).text()),
  )
  const limited = forms.filter((form) => form.includes('管理画面に戻る'))
  expect(limited).toHaveLength(1)
  expect(limited[0]).not.toContain('value="preview"')
  expect(limited[0]).not.toMatch(/href="\/reports\/[\w-]+(\/preview)?"/)
})

test('what waits for a vendor is listed by its reports, which head their lines', async () => {
  const vendor = await come(demoVendor.person.accountId)
  const home = (await vendor.get('/console')).headers.get('location') ?? ''
  const waiting = await (await vendor.get(`${home}/questions`)).text()
  const heads = waiting.match(/<tr><th scope="row" class="reference"><a href="[^"]+">[\w-]+<\/a><\/th>/g)
  expect(heads?.length).toBe(waiting.match(/<tr><t[hd](?! scope="col")/g)?.length)
})

test('an operator keeps a body’s teams, and withdraws a link that went astray', async () => {
  const operator = await come(demoOperator.operatorId)
  const here = '/operator/recipients/ppc/people'
  const [own, other] = [officerNamed('ppc-aoki').officerId, officerNamed('mhlw-shirai').officerId]
  const team = { name: '医療の班', prefecture: '' }
  expect(await (await operator.post(here, { ...team, member: other })).text()).toContain('一覧から選び直して')
  expect((await operator.post(here, { ...team, member: own })).status).toBe(303)
  expect((await operator.post(here, team)).status).toBe(422) // the name is there
  const page = await (await operator.get(here)).text()
  const id = /name="team" value="([0-9a-f-]+)"/.exec(page)?.[1] ?? ''
  expect((await operator.post('/operator/recipients/mhlw/people', { do: 'end', team: id })).status).toBe(404)
  const officer = await come(own)
  expect(await (await officer.get('/desk/teams')).text()).toContain('医療の班')
  expect((await operator.post(here, { do: 'end', team: id })).status).toBe(303)
  expect(await (await operator.get(here)).text()).not.toContain('医療の班')

  const link = linkIn(
    await (await operator.post('/operator/people', { step: 'reset', person: other })).text(),
    '/enrol/',
  )
  expect((await stranger(link, { step: 'key' })).status).toBe(200)
  expect(await (await operator.get(`/operator/people/${other}`)).text()).toContain('リンクを取り消す')
  expect((await operator.post(`/operator/people/${other}`, { step: 'uninvite' })).status).toBe(303)
  expect((await stranger(link, { step: 'key' })).status).toBe(404)
})

test('a body without people offers nobody for a team, and names prefectures in the language of the page', async () => {
  const operator = await come(demoOperator.operatorId)
  const english = { headers: { 'Accept-Language': 'en' } }
  const empty = await (await operator.get('/operator/recipients/ipa/people', english)).text()
  expect(empty).not.toContain('People of the team')
  expect(empty).toContain('<option value="徳島県">Tokushima</option>')
  const peopled = await (await operator.get('/operator/recipients/ppc/people', english)).text()
  expect(peopled).toContain('People of the team')
})

const named = (person: string, called: string) => ({ step: 'name', person, called })

test('an administrator of a body corrects a colleague’s name, and nobody of another body or role does', async () => {
  const [boss, colleague, other] = (['ppc-aoki', 'ppc-hirano', 'mhlw-shirai'] as const).map(
    (name) => officerNamed(name).officerId,
  )
  if (!boss || !colleague || !other) throw new Error('nobody is there')
  const owner = openAsOwner(portal.database.url)
  await owner`update officers set role = 'administrator', prefecture = null where id = ${boss}`
  await owner`update officers set role = 'officer' where id = ${colleague}`
  const [administrator, officer] = [await come(boss), await come(colleague)]
  expect((await officer.post('/desk/teams', named(colleague, '別名'))).status).toBe(403)
  expect((await administrator.post('/desk/teams', named(other, '別名'))).status).toBe(404)
  expect(await (await administrator.post('/desk/teams', named(colleague, ''))).text()).toContain(
    '名前を入力してください',
  )
  expect((await administrator.post('/desk/teams', named(colleague, '平野 改'))).status).toBe(303)
  expect(await (await administrator.get('/desk/teams')).text()).toContain('平野 改')

  const operator = await come(demoOperator.operatorId)
  const here = `/operator/people/${colleague}`
  const log = await (await operator.get(here)).text()
  expect([log.includes('名前の変更'), log.includes(officerNamed('ppc-aoki').name)]).toEqual([true, true])
  expect((await operator.post(here, { step: 'name', called: '平野 新' })).status).toBe(303)
  expect(await (await operator.get(here)).text()).toContain('平野 新')

  const actor = {
    kind: 'officer',
    officerId: boss,
    name: '',
    recipient: 'ppc',
    prefecture: null,
    role: 'administrator',
  } as const
  const raised = portal.database
    .as(actor)
    .transaction((tx) => tx.sql`update officers set role = 'administrator' where id = ${colleague}`)
  await expect(raised, 'the database holds it, too').rejects.toThrow('nothing else')
  await owner.end()
})

test('an operator finds an account by its whole address', async () => {
  const operator = await come(demoOperator.operatorId)
  const { mail = '', accountId = '' } = demoMembers.find(({ role }) => role === 'editor') ?? {}
  const found = await (await operator.get(`/operator/accounts?mail=${encodeURIComponent(mail.toUpperCase())}`)).text()
  expect(found.match(/\/operator\/people\/[0-9a-f-]{36}/g)).toEqual([`/operator/people/${accountId}`])
  const none = await (await operator.get(`/operator/accounts?mail=${encodeURIComponent(mail.slice(1))}`)).text()
  expect(none).toContain('このメールアドレスのアカウントはありません')
})

test('an operator gives an organisation another administrator, and ends its open links', async () => {
  const administrator = await come(accountOf('administrator'))
  const operator = await come(demoOperator.operatorId)
  const organisation = linkIn(await (await administrator.get('/organisations')).text(), '/organisations/').slice(
    '/organisations/'.length,
  )
  const here = `/operator/organisations/${organisation}`
  const join = linkIn(
    await (
      await administrator.post(`/organisations/${organisation}/people`, { step: 'invite', role: 'reader' })
    ).text(),
    '/join/',
  )
  const role = (name: string, to: string) => operator.post(here, { step: 'role', account: accountOf(name), role: to })
  await role('administrator', 'reader')
  expect((await administrator.get(`/organisations/${organisation}/programs`)).status).toBe(200) // nobody else would be there
  await role('editor', 'administrator')
  await role('administrator', 'reader')
  expect(await (await administrator.get(`/organisations/${organisation}/people`)).text()).not.toContain(
    'value="invite"',
  )
  await role('administrator', 'administrator')
  await role('editor', 'editor')
  expect((await operator.post(here, { step: 'uninvite' })).status).toBe(303)
  expect((await administrator.post(join, {})).status).toBe(404)
})

test('two operators together invite an administrator where none is left, and never one alone', async () => {
  const { database, origin } = portal
  const administrator = await come(accountOf('administrator'))
  const first = await come(demoOperator.operatorId)
  const organisation = linkIn(await (await administrator.get('/organisations')).text(), '/organisations/').slice(
    '/organisations/'.length,
  )
  const [here, people] = [`/operator/organisations/${organisation}`, `/organisations/${organisation}/people`]
  const actor = { kind: 'operator', operatorId: newId() } as const
  await database.as(actor).transaction((tx) => insertOperator(tx, { ...actor, name: '二人目（架空）' }, new Date()))
  const Cookie = await signIn(database, 'staff', actor, actor.operatorId)
  const second = (form: Record<string, string>) =>
    fetch(origin + here, {
      method: 'POST',
      headers: { Cookie },
      body: new URLSearchParams(form),
      redirect: 'manual',
    })
  const propose = { step: 'propose', checked: '登記の住所に郵便で確かめた' }
  expect((await first.post(here, { ...propose, checked: ' ' })).status).toBe(422)
  expect((await first.post(here, propose)).status).toBe(303)
  expect((await second(propose)).status, 'one at a time').toBe(422)
  const proposal = /name="proposal" value="([0-9a-f-]+)"/.exec(await (await first.get(here)).text())?.[1] ?? ''
  const confirm = { step: 'confirm', proposal }
  expect((await first.post(here, confirm)).status, 'its own proposal').toBe(303)
  const alone = database.as({ kind: 'operator', operatorId: demoOperator.operatorId }).transaction(
    ({ sql }) => sql`
      update administrator_proposals set confirmed_by = ${demoOperator.operatorId}, confirmed_at = now()
      where id = ${proposal}`,
  )
  await expect(alone).rejects.toMatchObject({ code: '42501' })
  expect(await (await administrator.get(people)).text()).toContain('新しい管理者の招待を進めています')
  const shown = await second(confirm)
  const join = linkIn(await shown.text(), '/join/')
  expect([shown.status, (await second(confirm)).status]).toEqual([200, 303])
  const newcomer = await come(demoVendor.person.accountId)
  expect((await newcomer.get(`/organisations/${organisation}`)).status).toBe(404)
  expect((await newcomer.post(join, {})).status).toBe(303)
  expect(await (await newcomer.get(people)).text()).toContain('value="invite"')
  const owner = openAsOwner(database.url)
  const lines = await owner<{ did: string }[]>`
    select did from audit where report_id = ${organisation} and did like 'member.%' order by sequence desc limit 3`
  await owner.end()
  expect(lines.toReversed().map(({ did }) => did)).toEqual(['member.proposed', 'member.invited', 'member.joined'])
})

test('an operator verifies an organisation with evidence, or refuses with a reason that the claimant reads', async () => {
  const [administrator, operator] = [await come(accountOf('administrator')), await come(demoOperator.operatorId)]
  const organisation = linkIn(await (await administrator.get('/organisations')).text(), '/organisations/')
  const [claim, page] = [`${organisation}/claim`, `/operator${organisation}`]
  await administrator.post(claim, { step: 'end' })
  const typed = { step: 'claim', number: '9999900011443', address: '東京都架空大田区1-2-3', note: '' }
  for (const mail of ['taro@gmail.com', 'taro@Mail.Yahoo.co.jp', 'x@docomo.ne.jp']) {
    const put = await administrator.post(claim, { ...typed, mail })
    expect([put.status, (await put.text()).includes('だれでも取得できるメールアドレス')]).toEqual([422, true])
  }
  await administrator.post(claim, { ...typed, mail: 'taro@parts.example' })
  const decide = async (step: string, evidence: string, reason: string) => {
    const shown = await (await operator.get(page)).text()
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown)?.[1] ?? ''
    const seen = { claim: hidden('claim'), called: hidden('called') }
    return (await operator.post(page, { step, ...seen, evidence, reason })).status
  }
  expect([await decide('verify', '', '登記と一致'), await decide('refuse', '', '')]).toEqual([422, 422])
  expect(await decide('refuse', '', '所在地が登記と違います')).toBe(303)
  expect(await (await administrator.get(claim)).text()).toContain('所在地が登記と違います')

  await administrator.post(claim, { ...typed, mail: '' })
  expect(await decide('verify', '登記事項証明書を確認', '登記と一致しました')).toBe(303)
  const shown = await (await administrator.get(organisation)).text()
  expect([shown.includes('窓口の運営者'), shown.includes('登記事項証明書')]).toEqual([true, false])
  const owner = openAsOwner(portal.database.url)
  const [file] = await owner<{ id: string }[]>`
    select c.id from case_files c join reports r on r.id = c.report_id and c.recipient = 'police'
    where r.organisation_id = ${organisation.slice('/organisations/'.length)}`
  await owner.end()
  const officer = await come(officerNamed('police-tokyo-kanda').officerId)
  expect(await (await officer.get(`/desk/case-files/${file?.id}`)).text()).toContain('確認済み：窓口の運営者')
})
