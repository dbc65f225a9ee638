/**
 * Property: whatever the rules, the answers and the words of officers are, nothing that leads to an officer (pages,
 * saved copies, papers, hand-overs, searches, tables, statistics, events) holds a word that this body was not given or
 * wrote; and no mail holds a word of anybody.
 */
import { constants, inflateRawSync } from 'node:zlib'

import { assert, asyncProperty } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoOfficers, type DemoOfficer } from '#app/demo/people.ts'
import { readPdf } from '#test/app/unit/documents/read-pdf.ts'
import { extractAll } from '#test/support/extracts.ts'
import { openPortal, signedIn, type OpenPortal, type Visitor } from '#test/support/officers.ts'
import { openMailServer, type MailServer } from '#test/support/mail-server.ts'
import { tell, worlds, type Marks } from './own-part.world.ts'

let portal: OpenPortal
let mails: MailServer
let endMails = async () => {}
const desks = new Map<DemoOfficer, { visitor: Visitor; heard: string[] }>()
const leaving = new AbortController()
beforeAll(async () => {
  mails = await openMailServer('take', (end) => void (endMails = end))
  portal = await openPortal({ SMTP_URL: mails.url })
  for (const officer of demoOfficers) {
    const desk = { visitor: await signedIn(portal.origin, officer.officerId), heard: [] }
    desks.set(officer, desk)
    listen(desk.visitor, desk.heard).catch(() => undefined) // it ends with the test
  }
})
afterAll(async () => {
  leaving.abort()
  await portal.stop()
  await endMails()
})

async function listen(visitor: Visitor, heard: string[]): Promise<void> {
  const answer = await visitor.get('/desk/live', { signal: leaving.signal })
  const decoder = new TextDecoder()
  for await (const chunk of answer.body ?? []) heard.push(decoder.decode(chunk, { stream: true }))
}

test('no officer reads, finds, takes away or hears a word that was not for this body', async () => {
  const worldsTold: Marks[] = []
  const expectOnlyOwn = (officer: DemoOfficer, read: string): number => {
    const own = new Set(worldsTold.flatMap((marks) => [...marks.of(officer)]))
    const found = [...new Set(read.match(/zq[0-9a-f]{12}/g))]
    const leaked = found.filter((mark) => !own.has(mark))
    expect(leaked, `${officer.id} reads what is not for ${officer.recipient}`).toEqual([])
    return found.length
  }
  let seen = 0
  const onlyOwn = asyncProperty(worlds, async (told) => {
    const marks = await tell(portal.database, told, new Date())
    worldsTold.push(marks)
    await extractAll(portal.database)
    for (const [officer, { visitor, heard }] of desks) {
      const caseFile = marks.found.get(officer)?.caseFile
      if (caseFile) seen += expectOnlyOwn(officer, await everythingAbout(caseFile, visitor))
      expect(heard.join('')).not.toMatch(/zq[0-9a-f]{12}/)
      await expectFindsOnlyOwn(officer, visitor, marks)
    }
  })
  // A failure prints its seed and the smallest world that still fails.
  await assert(onlyOwn, { numRuns: 3, interruptAfterTimeLimit: 90_000 })
  let listed = 0 // what is told of all cases at once, once for the cases of all worlds
  for (const [officer, { visitor }] of desks) listed += expectOnlyOwn(officer, await everythingListed(visitor))
  expect(seen, 'words read, so that the search above can fail').toBeGreaterThan(20)
  expect(listed, 'words listed, so that this one can, too').toBeGreaterThan(0)
  const hearing = [...desks.values()].filter(({ heard }) => heard.join('').includes('data: '))
  expect(hearing.length, 'queues that heard of an arrival').toBeGreaterThan(0)

  await expect.poll(() => mails.received.length, { timeout: 30_000 }).toBeGreaterThan(5)
  for (const { mail, raw } of mails.received)
    expect(`${raw} ${mail.subject} ${mail.text} ${mail.html}`).not.toMatch(/zq[0-9a-f]{12}/)
}, 120_000)

/** Every page and paper of a case. */
async function everythingAbout(caseFile: string, visitor: Visitor): Promise<string> {
  const file = `/desk/case-files/${caseFile}`
  const waiting = [file, `${file}/timeline`]
  const read = new Map<string, string>()
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (read.has(path)) continue
    const answer = await visitor.get(path)
    expect(answer.status, path).toBe(200)
    read.set(path, path.endsWith('.pdf') ? await paper(answer) : await answer.text())
    if (path.startsWith(file)) waiting.push(...linksOf(read.get(path) ?? '', file))
  }
  expect([...read.keys()].map((path) => path.split('.')[1])).toEqual(expect.arrayContaining(['json', 'pdf']))
  return [...read.values()].join('\n')
}

/** The lists of the body, and what it can take away. */
async function everythingListed(visitor: Visitor): Promise<string> {
  const pages = ['/desk?state=all', '/desk/statistics'].map(async (path) => {
    const answer = await visitor.get(path)
    expect(answer.status, path).toBe(200)
    return answer.text()
  })
  return [...(await Promise.all(pages)), await exported(visitor)].join('\n')
}

const linksOf = (html: string, file: string): string[] =>
  [...html.replaceAll('&amp;', '&').matchAll(/href="(\/desk[^"#]*)"/g)]
    .map(([, link = '']) => link)
    .filter((link) => link.startsWith(file) || /^\/desk\/(deliveries|hand-overs)\//.test(link))

async function paper(answer: Response): Promise<string> {
  const { sheets } = await readPdf(new Uint8Array(await answer.arrayBuffer()))
  return sheets.flatMap(({ lines }) => lines).join('')
}

/** Every case of the body with all its items, as a table for other programs, and as a workbook. */
async function exported(visitor: Visitor): Promise<string> {
  const table = async (format: 'csv' | 'xlsx') => {
    const wish = { query: 'state=all', reason: '月例会議の資料', format, items: 'all' }
    const prepared = await visitor.post('/desk/export', wish)
    return visitor.get(`${prepared.headers.get('Location')}/file`)
  }
  const csv = await table('csv')
  expect(csv.headers.get('Content-Type')).toContain('text/csv')
  const [lines, cells] = [await csv.text(), workbook(Buffer.from(await (await table('xlsx')).arrayBuffer()))]
  expect(cells).toContain('<worksheet')
  return lines + cells
}

/** All that is packed in it. A workbook is a ZIP: a header of 30 bytes, the name, and what follows it deflated. */
function workbook(bytes: Buffer): string {
  const parts: string[] = []
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    const packed = bytes.readUInt16LE(at + 8) === 8
    parts.push(packed ? inflateRawSync(bytes.subarray(start), { finishFlush: constants.Z_SYNC_FLUSH }).toString() : '')
  }
  return parts.join('\n')
}

async function expectFindsOnlyOwn(officer: DemoOfficer, visitor: Visitor, marks: Marks): Promise<void> {
  const own = marks.of(officer)
  const search = async (mark: string) =>
    (await (await visitor.get(`/desk?state=all&q=${mark}`)).text()).match(/\/desk\/case-files\/[0-9a-f-]{36}/g) ?? []
  const { mark, caseFile } = marks.found.get(officer) ?? {}
  if (mark) await expect.poll(() => search(mark)).toContain(`/desk/case-files/${caseFile}`)
  const foreign = [...marks.all].filter((one) => !own.has(one))
  for (const one of foreign.slice(0, 3))
    expect(await search(one), `${officer.id} finds what it was not given`).toEqual([])
}
