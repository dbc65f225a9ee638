import postgres from 'postgres'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { startEmbedded } from '#db/embedded.server.ts'
import { openKeyring } from '#db/keyring.server.ts'
import { prepareDatabase } from '#db/migrate.server.ts'
import { openDatabase } from '#db/client.server.ts'
import { insertSubmission } from '#db/submissions.server.ts'
import { rowsOfSubmission } from './written-rows.ts'
import { measureCeiling, prepareReports } from './ceiling.ts'
import { prepareFilings } from './filings.ts'
import { longReport } from './cases.ts'
import { cpuOf } from './processes.ts'
import { summary } from './load.ts'
const pg = await startEmbedded({ folder: '/tmp/bx/pg' })
const keyring = openKeyring('/tmp/bx/keys.json', { create: true })
await prepareDatabase({ url: pg.url, keyring })
const sql = postgres(pg.url, { max: 16, onnotice: () => {} })
const database = openDatabase({ url: pg.url, keyring })
const rec = ['ppc', 'police', 'nco', 'jpcert', 'isac']
const answers = longReport().answers
const N = 2000
console.time('prep')
const filings = await prepareFilings(database, answers, N + 2)
console.timeEnd('prep')
const items = Object.entries(answers)
  .slice(0, 40)
  .map(([item, value]) => ({ item, value, strength: 'required', ground: 'x' }))
const submissionOf = (id: string) => ({
  reportId: id,
  idempotencyKey: randomUUID(),
  expectRevision: 0,
  now: new Date(),
  phase: 'initial',
  edition: '2026-10',
  rulebook: 'j',
  answers,
  choices: { declined: [], added: {}, withheld: {} },
  payloadDigest: randomBytes(32),
  consents: [
    { kind: 'a', given: true },
    { kind: 'b', given: false },
  ],
  caseFiles: rec.map((recipient) => ({
    recipient,
    stage: 'initial',
    attackType: 'x',
    sector: 'y',
    prefecture: '東京都',
    severity: null,
    dueAt: new Date(),
    heading: { organisation: 'aa', title: 'bb' },
  })),
  deliveries: rec.map((recipient) => ({
    recipient,
    projection: { recipient, edition: 'e', rulebook: 'r', phase: 'initial', duty: 'statutory', rules: ['a'], items },
    changes: null,
    digest: createHash('sha256').update(JSON.stringify(items)).digest(),
  })),
  clocks: rec.map((recipient) => ({
    recipient,
    clock: 'c',
    report: 'initial',
    startsFrom: 'a',
    startedAt: new Date(),
    dueKind: 'at',
    dueAt: new Date(),
    cautiousAt: null,
    guidelineAt: null,
  })),
})
const go = (f) => insertSubmission(database.as({ kind: 'holder', reportId: f.id }), submissionOf(f.id) as never)
await go(filings[0])
const model = filings[1].id
const tables = await rowsOfSubmission(sql, async () => {
  await go(filings[1])
})
console.log(tables.map((t) => [t.name, t.rows.length, t.columns.length].join(' ')).join('\n'))
const doCeiling = async () => {
  const reports = await prepareReports(sql, model, 2000)
  const before = cpuOf(pg.pid),
    own = process.cpuUsage()
  const { perSecond, p50, bytes } = await measureCeiling(sql, tables, model, reports)
  const u = process.cpuUsage(own)
  console.log(
    'ceiling',
    { perSecond, p50, bytes },
    'pg',
    (cpuOf(pg.pid) - before) / 2000,
    'own',
    (u.user + u.system) / 1000 / 2000,
  )
}
await doCeiling()
const rest = filings.slice(2)
let next = 0
const lat = []
const before = cpuOf(pg.pid),
  own = process.cpuUsage(),
  begun = performance.now()
await Promise.all(
  Array.from({ length: 16 }, async () => {
    for (let f = rest[next++]; f; f = rest[next++]) {
      const t = performance.now()
      await go(f)
      lat.push(performance.now() - t)
    }
  }),
)
const u = process.cpuUsage(own)
console.log(
  'insertSubmission',
  summary(lat, [], (performance.now() - begun) / 1000),
  'pg',
  (cpuOf(pg.pid) - before) / N,
  'own',
  (u.user + u.system) / 1000 / N,
)
await doCeiling()
await sql.end()
await database.end()
await pg.stop()
