import { afterEach, expect, test } from 'vitest'
import { openPdfPool, type PdfPool, type PdfPoolSettings } from '#app/documents/pdf-pool.server.ts'
import type { DocumentPage } from '#forms/document.ts'
import { readPdf } from './read-pdf.ts'

const at = '2026-11-21T03:00:00+09:00'
const opened: PdfPool[] = []

function pool(settings?: PdfPoolSettings) {
  const made = openPdfPool(settings)
  opened.push(made)
  return made
}

function page(title: string, lines = 1): DocumentPage {
  const row = { item: 'x', label: '項目', value: Array.from({ length: lines }, () => '値'.repeat(500)) }
  return {
    language: 'ja',
    title,
    meta: [],
    sections: [{ id: 's', heading: '見出し', rows: [row] }],
    marks: { head: '', foot: [], continued: '' },
  }
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()))
})

test('every page asked for at once comes back to who asked', async () => {
  const { render } = pool()
  const titles = ['一', '二', '三', '四']
  const papers = await Promise.all(titles.map((title) => render(page(title), { at })))
  expect(await Promise.all(papers.map(async (bytes) => (await readPdf(bytes)).title))).toEqual(titles)
})

test('one that takes too long is given up, and the next is drawn', async () => {
  const settings = { timeLimitMs: 2_000, processFile: 'test/app/unit/documents/hanging-process.ts' }
  const { render } = pool(settings)
  const endless = render(page('hang'), { at })
  settings.timeLimitMs = 60_000 // whoever waits has as long as a busy machine takes to start another process
  const next = render(page('次'), { at })
  await expect(endless).rejects.toMatchObject({ code: 'late' })
  expect((await readPdf(await next)).title).toBe('次')
})

test('a crash fails one page and no more', async () => {
  const { render } = pool({ processFile: 'test/app/unit/documents/dying-process.ts' })
  const dying = render(page('die'), { at })
  const next = render(page('次'), { at })
  await expect(dying).rejects.toMatchObject({ code: 'crashed' })
  expect((await readPdf(await next)).title).toBe('次')
})

test('a page that cannot be drawn says where it broke and quotes nothing', async () => {
  const { render } = pool()
  const secret = 'ここだけの話'
  const broken = { ...page(secret), marks: { head: secret } }
  const failure = await render(broken as DocumentPage, { at }).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code: 'broken', message: expect.stringContaining('TypeError') })
  expect(String(failure)).not.toContain(secret)
})

test('who comes when too many wait is refused at once', async () => {
  const { render } = pool({ waiting: 1 })
  const first = render(page('一'), { at })
  const second = render(page('二'), { at })
  await expect(render(page('三'), { at })).rejects.toMatchObject({ code: 'busy' })
  await Promise.all([first, second])
})

test('an idle process ends and comes back when needed', async () => {
  const { render } = pool({ idleMs: 1 })
  await render(page('一'), { at })
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect((await readPdf(await render(page('二'), { at }))).title).toBe('二')
})
