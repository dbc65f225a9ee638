/** What pages of the desk say, as an officer's browser gets them. */
import { afterAll, beforeAll, expect, test } from 'vitest'

import { ask } from '#app/feedback/ask.server.ts'
import { openAsOwner } from '#db/client.server.ts'
import { officerOf } from '#test/support/filings.ts'
import { openPortal, officerNamed, signedIn, type OpenPortal, type Visitor } from '#test/support/officers.ts'

let portal: OpenPortal
let visitor: Visitor
beforeAll(async () => {
  portal = await openPortal()
  visitor = await signedIn(portal.origin, officerNamed('ppc-aoki').officerId)
})
afterAll(() => portal.stop())

const pageAt = async (address: string) => (await visitor.get(address)).text()
const caseAddress = async () => /\/desk\/case-files\/[0-9a-f-]{36}/.exec(await pageAt('/desk'))?.[0] ?? ''
const shownOn = (page: string) => /name="shown" value="([^"]*)"/.exec(page)?.[1]

test('a refused act says how many things there are to correct, in the words of every other form', async () => {
  const refused = await visitor.post(`${await caseAddress()}/questions`, { text: '' })
  expect(refused.status).toBe(422)
  expect(await refused.text()).toMatch(/role="alert"[^>]*><h2[^>]*>1か所を直してください</)
})

test('a question from a page that is older than a colleague’s is given back as it was typed, and sent when pressed again', async () => {
  const address = await caseAddress()
  const actor = await officerOf(portal.database, 'ppc')
  const item = /<option value="(cause-route)"/.exec(await pageAt(address))?.[1] ?? ''
  const before = shownOn(await pageAt(address))
  const colleague = { db: portal.database.as(actor), actor, now: new Date() }
  await ask(colleague, address.split('/').at(-1) ?? '', { items: [item], text: '入口はどこでしたか。', due: null })

  const typed = { item, text: '侵入の経路を教えてください。' }
  const refused = await visitor.post(`${address}/questions`, { ...typed, shown: before ?? '' })
  expect(refused.status).toBe(422)
  const page = await refused.text()
  expect(page).toContain(`${actor.name}が同じことを照会しました（「入口はどこでしたか。」）`)
  expect(page).toMatch(new RegExp(`<textarea[^>]*>${typed.text}</textarea>`))
  expect(page).toContain(`<option value="${item}" selected="">`)
  expect((await visitor.post(`${address}/questions`, { ...typed, shown: shownOn(page) ?? '' })).status).toBe(302)
})

test('a list without cases is not offered as a file', async () => {
  const none = await pageAt('/desk/export?label=%E8%AA%B0%E3%82%82')
  expect(none).toContain('条件に合う事案がありません')
  expect(none).not.toContain('name="reason"')
  expect(await pageAt('/desk/export')).toContain('name="reason"')
})

test('no sentence of the demo’s entrance or a queue has a blank after its full stop', async () => {
  const page = (await (await fetch(`${portal.origin}/demo`)).text()) + (await pageAt('/desk'))
  expect(page.match(/[^>]*。(?:<!-- -->)?\s+[^<\s][^<]*/g)).toBeNull()
})

test('a copy that a browser fetches ahead of a click, or asks the size of, is nobody’s and no reading', async () => {
  const sql = openAsOwner(portal.database.url)
  const [line] = await sql<{ id: string }[]>`select id from deliveries where recipient = 'ppc' order by sent_at limit 1`
  await sql`update deliveries set opened_at = null where id = ${line?.id ?? ''}`
  const counted = async () => {
    const [{ copies, openedAt } = {}] = await sql<{ copies: number; openedAt: Date | null }[]>`
      select opened_at, (select count(*)::int from audit where did = 'delivery.saved') as copies
      from deliveries where id = ${line?.id ?? ''}`
    return { copies, isOpened: openedAt !== null }
  }
  const before = await counted()
  for (const format of ['json', 'pdf']) {
    const address = `/desk/deliveries/${line?.id}.${format}`
    expect((await visitor.get(address, { headers: { 'Sec-Purpose': 'prefetch' } })).status).toBe(404)
    expect((await visitor.get(address, { method: 'HEAD' })).status).toBe(404)
  }
  expect([before.isOpened, await counted()]).toEqual([false, before])
  expect((await visitor.get(`/desk/deliveries/${line?.id}.json`)).status).toBe(200)
  expect(await counted()).toEqual({ copies: (before.copies ?? 0) + 1, isOpened: true })
  await sql.end()
})
