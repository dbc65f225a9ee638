import { array, assert, constantFrom, double, property } from 'fast-check'
import { expect, test } from 'vitest'
import { breakLines, widthOf } from '#app/documents/line-breaking.ts'
import { shapesOf } from '#app/documents/shapes.ts'

function broken(text: string, width: number) {
  return breakLines(shapesOf(text, 'regular'), width * 1000).map((line) => line.map((shape) => shape.text).join(''))
}

const pieces = array(constantFrom(...'あ漢字ー、。」「（）ァっ 12aB-/:〜𠮷', 'https://', 'ransomware', '辻󠄀'), {
  maxLength: 60,
})
const texts = pieces.map((parts) => parts.join(''))

test('nothing is lost and nothing sticks out', () => {
  assert(
    property(texts, double({ min: 6, max: 40, noNaN: true }), (text, width) => {
      const lines = breakLines(shapesOf(text, 'regular'), width * 1000)
      const joined = lines.map((line) => line.map((shape) => shape.text).join('')).join('')
      expect(joined.replaceAll(/[ \u3000]/g, '')).toBe(text.replaceAll(/[ \u3000]/g, ''))
      for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width * 1000)
    }),
  )
})

test('no line starts with 、。」ー and the like, and none ends with an opening bracket', () => {
  const text = '「サーバー（仮想）」が、停止。'.repeat(20)
  for (let width = 8; width < 40; width += 0.7) {
    for (const line of broken(text, width)) {
      expect(line).not.toMatch(/^[、。」）ー]/)
      expect(line).not.toMatch(/[「（]$/)
    }
  }
})

test('words of other languages stay whole while they fit', () => {
  for (const line of broken('the quick brown fox jumps over the lazy dog '.repeat(5), 12)) {
    expect('the quick brown fox jumps over the lazy dog the'.split(' ')).toEqual(
      expect.arrayContaining(line.split(' ')),
    )
  }
})

test('an address is broken after its signs, a digest anywhere', () => {
  const [first] = broken('https://c2.attacker.example/some/long/path/to/somewhere', 16)
  expect(first).toMatch(/[/.]$/)
  expect(broken('f'.repeat(200), 16).join('')).toBe('f'.repeat(200))
})

test.for(['regular', 'bold'] as const)('an apostrophe leaves no gap in an English word (%s)', (weight) => {
  for (const mark of '‘’') expect(widthOf(shapesOf(mark, weight)), mark).toBeLessThan(400)
})

test('signs that are joined without end are drawn one by one and stay in their lines; a family is one sign', () => {
  const lines = breakLines(shapesOf(Array.from({ length: 60 }, () => '👨').join('\u200d'), 'regular'), 16_000)
  expect(lines.flat().map(({ text }) => text)).toEqual(Array.from({ length: 60 }, () => '👨'))
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(16_000)
  expect(shapesOf('👨‍👩‍👧‍👦👩🏻‍❤️‍💋‍👨🏿', 'regular')).toHaveLength(2)
})
