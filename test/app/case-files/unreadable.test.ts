/** What is sealed and does not open: a refusal that says so, and neither an empty page nor the words of somebody else. */
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { faultLine } from '#app/fault-line.server.ts'
import { StoreRefusal } from '#db/refusal.ts'
import { officerNamed, signedIn, type Visitor } from '#test/support/officers.ts'
import { startServer, type TestServer } from '#test/support/server.ts'

let server: TestServer
let desk: Visitor
let sql: postgres.Sql
beforeAll(async () => {
  server = await startServer()
  desk = await signedIn(server.origin, officerNamed('ppc-aoki').officerId)
  sql = postgres(server.databaseUrl, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await server.stop()
})

test('a copy that was put in the place of another one is refused in words of its own', async () => {
  const [first, second] = await sql`
    select d.id, c.id as file from deliveries d join case_files c using (report_id, recipient)
    where c.recipient = 'ppc' order by d.delivered_at desc, d.id limit 2`
  await sql`update deliveries set content = (select content from deliveries where id = ${second?.id}) where id = ${first?.id}`
  const path = `/desk/case-files/${first?.file}`
  const page = await desk.get(path)
  expect([page.status, await page.text()]).toEqual([500, expect.stringContaining('保管している内容を開けません')])
  const english = await desk.get(path, { headers: { 'Accept-Language': 'en' } })
  expect(await english.text()).toContain('What is stored here cannot be opened')
  expect((await desk.get('/desk')).status).toBe(200)
})

test('the log names the place that does not open, and of other faults no word', () => {
  const broken = new StoreRefusal('sealBroken', 'deliveries.content of 0199 was changed or moved')
  expect(faultLine(broken)).toMatchObject({
    code: 'sealBroken',
    what: 'deliveries.content of 0199 was changed or moved',
  })
  expect(JSON.stringify(faultLine(new Error('侵入された病院')))).not.toContain('侵入')
})
