import { describe, expect, test } from 'vitest'
import { renderPdf } from '#app/documents/render-pdf.ts'
import { shapesOf } from '#app/documents/shapes.ts'
import { documentWords } from '#app/i18n/words.server.ts'
import { documentOf, type DocumentPage } from '#forms/document.ts'
import type { Answer } from '#forms/item.ts'
import { readPdf } from './read-pdf.ts'

const at = '2027-08-06T15:00:00+09:00'
const digest = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
const hospital = {
  'org-name': '架空あわ町立みどり病院',
  'sharing-tlp': 'TLP:AMBER',
  'incident-summary': '電子カルテが使えない',
}

function page(values: Record<string, Answer>, language: 'ja' | 'en' = 'ja'): DocumentPage {
  const items = Object.entries(values).map(([item, value]) => ({
    item,
    value,
    strength: 'required' as const,
    ground: 'appi-26',
  }))
  return documentOf(
    {
      recipient: 'ppc',
      edition: '2026-10',
      rulebook: 'japan-2026-10',
      phase: 'initial',
      duty: 'statutory',
      rules: ['breach-to-ppc'],
      items,
    },
    documentWords(language),
    { reference: 'K7WF-3HXM-9P', revision: 1, sentAt: at, digest },
  )
}

async function read(shown: DocumentPage) {
  return readPdf(await renderPdf(shown, { at }))
}

const story = '復旧の作業を続けています。「README.txt」を確認しました。'.repeat(120)

describe('the paper', () => {
  test.each(['ja', 'en'] as const)('has a title, a language and a bookmark per section (%s)', async (language) => {
    const shown = page(hospital, language)
    const pdf = await read(shown)
    expect(pdf.title).toBe(shown.title)
    expect(pdf.language).toBe(language === 'ja' ? 'ja-JP' : 'en')
    expect(pdf.bookmarks).toEqual([shown.title, ...shown.sections.map(({ heading }) => heading)])
  })

  test('gives back the name of the organisation when its text is copied or searched', async () => {
    const { sheets } = await read(page(hospital))
    expect(sheets[0]?.lines).toContain('架空あわ町立みどり病院')
  })

  test('says on every sheet to whom, which edition and rulebook, the digest, the number and the handling', async () => {
    const { sheets } = await read(page({ ...hospital, 'time-narrative': story }))
    expect(sheets.length).toBeGreaterThan(2)
    sheets.forEach(({ lines }, index) => {
      const marks = lines.join('\n')
      expect(marks).toContain('提出先：個人情報保護委員会')
      expect(marks).toContain('受付番号：K7WF-3HXM-9P')
      expect(marks).toContain('様式の版 2026-10')
      expect(marks).toContain('japan-2026-10')
      expect(lines).toContain(`SHA-256 ${digest}`)
      expect(lines).toContain(`${index + 1} / ${sheets.length}`)
      expect(lines.filter((line) => line === 'TLP:AMBER').length).toBeGreaterThanOrEqual(2)
    })
  })

  test('carries a long answer over several sheets without losing a letter', async () => {
    const { sheets } = await read(page({ 'time-narrative': story }))
    const text = sheets.map(({ lines }) => lines.filter((line) => story.includes(line)).join('')).join('')
    expect(text).toBe(story)
  })

  test('keeps every heading with the first row under it', async () => {
    for (let rows = 1; rows < 40; rows += 1) {
      const filler = { id: 'a', heading: '前', rows: Array.from({ length: rows }, (_, n) => row(`埋草${n}`)) }
      const { sheets } = await read({
        ...page({}),
        sections: [filler, { id: 'b', heading: '見出し', rows: [row('次の行')] }],
      })
      const sheet = sheets.find(({ lines }) => lines.includes('見出し'))
      expect(sheet?.lines).toContain('次の行')
    }
  })

  test('is tagged, so that a screen reader tells headings from rows', async () => {
    const shown = page(hospital)
    const { tags } = await read(shown)
    const rows = shown.meta.length + shown.sections.reduce((sum, section) => sum + section.rows.length, 0)
    const count = (name: string) => tags.filter((tag) => tag === name).length
    expect([count('H1'), count('H2'), count('TR'), count('TH'), count('TD')]).toEqual([
      1,
      shown.sections.length,
      rows,
      rows,
      rows,
    ])
  })

  test('is the same, byte for byte, for the same page', async () => {
    const [one, other] = await Promise.all([renderPdf(page(hospital), { at }), renderPdf(page(hospital), { at })])
    expect(Buffer.compare(one, other)).toBe(0)
  })
})

function row(label: string) {
  return { item: label, label, value: ['値'] }
}

describe('rare characters', () => {
  const names = '髙橋 﨑山 𠮷野家 辻󠄀 辻󠄁 葛󠄀城 葛󠄁城 神 ①⑳ ㈱ ㍿ Ⅻ ㎡ ｶﾞ が か゚ é ß €'
  const pictures = '👨‍👩‍👧 🇯🇵 1️⃣ ⚠️ 🧿 👍🏽 😀'

  test.each([names, pictures])('%s come back as typed, and none is blank', async (text) => {
    const { sheets } = await read(page({ 'incident-title': text }))
    expect(sheets.flatMap(({ lines }) => lines).join('')).toContain(text.replaceAll('\n', ''))
    for (const glyph of sheets.flatMap(({ glyphs }) => glyphs)) {
      if (!/^[ \u3000]?$/.test(glyph.text)) expect(glyph.visible, `${glyph.text} is drawn`).toBe(true)
    }
  })

  test('two variants of a name are two shapes', async () => {
    const { sheets } = await read(page({ 'incident-title': '辻󠄀 辻󠄁 葛󠄀 葛󠄁 神 神' }))
    const shapes = sheets.flatMap(({ glyphs }) => glyphs)
    const shapeOf = (text: string) => {
      const found = shapes.find((glyph) => glyph.text === text)
      return `${found?.font} ${found?.glyph}`
    }
    expect(shapeOf('辻󠄀')).not.toBe(shapeOf('辻󠄁'))
    expect(shapeOf('葛󠄀')).not.toBe(shapeOf('葛󠄁'))
    expect(shapeOf('\u795e')).not.toBe(shapeOf('\ufa19'))
  })

  test('a letter typed in pieces is drawn as the letter it is, and comes back as typed', () => {
    const typed = 'Nguyễn Đặng Ångström が'.normalize('NFD')
    const [pieces, whole] = [typed, typed.normalize('NFC')].map((text) => shapesOf(text, 'regular'))
    expect(pieces?.map(({ face, glyphs }) => [face.name, glyphs])).toEqual(
      whole?.map(({ face, glyphs }) => [face.name, glyphs]),
    )
    expect(pieces?.map(({ text }) => text).join('')).toBe(typed)
    const [shape, other] = ['\u{2f81a}', '\u{2f81a}'.normalize('NFC')].map((text) => shapesOf(text, 'regular')[0])
    expect(shape?.glyphs).not.toEqual(other?.glyphs)
  })

  test.each([
    ['한국', '〔U+D55C〕〔U+AD6D〕'],
    ['\ue000', '〔U+E000〕'],
    ['\u{10ffff}', '〔U+10FFFF〕'],
    ['邉\u{e0102}', '邉〔U+E0102〕'],
    ['invoice\u202egpj.exe', 'invoice〔U+202E〕gpj.exe'],
    ['a\u200bb\u3164c', 'a〔U+200B〕b〔U+3164〕c'],
    ['\u0007', '〔U+0007〕'],
  ])('%s, which no font has or which would deceive, is shown by its number: %s', async (typed, shown) => {
    const { sheets } = await read(page({ 'incident-title': typed }))
    expect(sheets.flatMap(({ lines }) => lines)).toContain(shown)
  })

  test('what an earlier paper held does not change how a later one is drawn', async () => {
    await renderPdf(page({ 'incident-title': '邉\u{e0102} \u200b 한' }), { at })
    const { sheets } = await read(page({ 'incident-title': '👩‍👦 🇺🇳 2️⃣' }))
    const drawn = sheets.flatMap(({ glyphs }) => glyphs).filter(({ font }) => font.includes('NotoEmoji'))
    expect(drawn.map(({ text, visible }) => `${text} ${visible}`)).toEqual(['👩‍👦 true', '🇺🇳 true', '2️⃣ true'])
  })
})
