/**
 * Property: whatever the rules, the answers and the words of officers are, nothing that leads to an officer (pages,
 * saved copies, papers, searches, exports, statistics, events) holds a word that this body was not given or wrote.
 */
import { assert, asyncProperty } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoOfficers, type DemoOfficer } from '#app/demo/people.ts'
import { readPdf } from '#test/app/unit/documents/read-pdf.ts'
import { openPortal, signedIn, type OpenPortal, type Visitor } from '#test/support/officers.ts'
import { tell, worlds, type Marks } from './own-part.world.ts'

let portal: OpenPortal
const desks = new Map<DemoOfficer, { visitor: Visitor; heard: string[] }>()
const leaving = new AbortController()
beforeAll(async () => {
  portal = await openPortal()
  for (const officer of demoOfficers) {
    const desk = { visitor: await signedIn(portal.origin, officer.officerId), heard: [] }
    desks.set(officer, desk)
    listen(desk.visitor, desk.heard).catch(() => undefined) // it ends with the test
  }
})
afterAll(async () => {
  leaving.abort()
  await portal.stop()
})

async function listen(visitor: Visitor, heard: string[]): Promise<void> {
  const answer = await visitor.get('/desk/live', { signal: leaving.signal })
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) heard.push(decoder.decode(chunk, { stream: true }))
}

test('no officer reads, finds, takes away or hears a word that was not for this body', async () => {
  let seen = 0
  const onlyOwn = asyncProperty(worlds, async (told) => {
    const marks = await tell(portal.database, told, new Date())
    for (const [officer, { visitor, heard }] of desks) {
      const own = marks.of(officer)
      const foreign = [...marks.all].filter((mark) => !own.has(mark))
      const read = await everythingOf(visitor, marks.found.get(officer)?.caseFile)
      const leaked = foreign.filter((mark) => read.includes(mark))
      expect(leaked, `${officer.id} reads what is not for ${officer.recipient}`).toEqual([])
      expect(heard.join('')).not.toMatch(/zq[0-9a-f]{12}/)
      await expectFindsOnlyOwn(officer, visitor, marks)
      seen += [...own].filter((mark) => read.includes(mark)).length
    }
  })
  // A failure prints its seed and the smallest world that still fails.
  await assert(onlyOwn, { numRuns: 3, interruptAfterTimeLimit: 90_000 })
  expect(seen, 'words read, so that the search above can fail').toBeGreaterThan(20)
  const hearing = [...desks.values()].filter(({ heard }) => heard.join('').includes('data: '))
  expect(hearing.length, 'queues that heard of an arrival').toBeGreaterThan(0)
}, 120_000)

/** The lists of the body, what it can take away, and every page and paper of this report's case. */
async function everythingOf(visitor: Visitor, caseFile: string | undefined): Promise<string> {
  const file = caseFile && `/desk/case-files/${caseFile}`
  const waiting = ['/desk?state=all', '/desk/statistics', ...(file ? [file, `${file}/timeline`] : [])]
  const read = new Map<string, string>()
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (read.has(path)) continue
    const answer = await visitor.get(path)
    expect(answer.status, path).toBe(200)
    read.set(path, path.endsWith('.pdf') ? await paper(answer) : await answer.text())
    if (file && path.startsWith(file)) waiting.push(...linksOf(read.get(path) ?? '', file))
  }
  if (file) expect([...read.keys()].map((path) => path.split('.')[1])).toEqual(expect.arrayContaining(['json', 'pdf']))
  return [...read.values(), await exported(visitor)].join('\n')
}

const linksOf = (html: string, file: string): string[] =>
  [...html.replaceAll('&amp;', '&').matchAll(/href="(\/desk[^"#]*)"/g)]
    .map(([, link = '']) => link)
    .filter((link) => link.startsWith(file) || link.startsWith('/desk/deliveries/'))

async function paper(answer: Response): Promise<string> {
  const { sheets } = await readPdf(new Uint8Array(await answer.arrayBuffer()))
  return sheets.flatMap(({ lines }) => lines).join('')
}

/** Every case of the body with all its items, as a table for other programs. */
async function exported(visitor: Visitor): Promise<string> {
  const wish = { query: 'state=all', reason: '月例会議の資料', format: 'csv', items: 'all' }
  const prepared = await visitor.post('/desk/export', wish)
  const file = await visitor.get(`${prepared.headers.get('Location')}/file`)
  expect(file.headers.get('Content-Type')).toContain('text/csv')
  return file.text()
}

async function expectFindsOnlyOwn(officer: DemoOfficer, visitor: Visitor, marks: Marks): Promise<void> {
  const own = marks.of(officer)
  const search = async (mark: string) =>
    (await (await visitor.get(`/desk?state=all&q=${mark}`)).text()).match(/\/desk\/case-files\/[0-9a-f-]{36}/g) ?? []
  const { mark, caseFile } = marks.found.get(officer) ?? {}
  if (mark) await expect.poll(() => search(mark), { timeout: 20_000 }).toContain(`/desk/case-files/${caseFile}`)
  const foreign = [...marks.all].filter((one) => !own.has(one))
  for (const one of foreign.slice(0, 3))
    expect(await search(one), `${officer.id} finds what it was not given`).toEqual([])
}
