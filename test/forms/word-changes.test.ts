import { array, assert, constantFrom, property } from 'fast-check'
import { describe, expect, test } from 'vitest'

import { wordChanges, type Piece } from '#forms/word-changes.ts'

const textOf = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')
const changedOf = (pieces: readonly Piece[]) => pieces.filter(({ changed }) => changed).map(({ text }) => text)

describe('words that changed', () => {
  test('are found in a Japanese sentence, and the rest is left alone', () => {
    const { before, after } = wordChanges('患者1,000人の氏名が漏れました。', '患者8,500人の氏名が漏れました。')
    expect(changedOf(before).join('')).toContain('1')
    expect(changedOf(after).join('')).toContain('8')
    expect(changedOf(before).join('')).not.toContain('氏名')
    expect(after.at(-1)).toEqual({ text: expect.stringContaining('氏名が漏れました。'), changed: false })
  })

  test('are found where a word was put between others', () => {
    const { before, after } = wordChanges('VPN was patched', 'VPN was never patched')
    expect(changedOf(before)).toEqual([])
    expect(changedOf(after).join('').trim()).toBe('never')
  })

  test('are all of it when nothing is in common, and none of it when all is', () => {
    expect(wordChanges('', '全部')).toEqual({ before: [], after: [{ text: '全部', changed: true }] })
    expect(wordChanges('同じ', '同じ').after).toEqual([{ text: '同じ', changed: false }])
  })

  test('never lose or add a letter, and what is the same on one side is the same on the other', () => {
    const text = array(constantFrom('院内', '停止', ' ', '。', 'VPN', '10', '\n'), { maxLength: 30 })
    assert(
      property(text, text, (one, other) => {
        const [old, now] = [one.join(''), other.join('')]
        const { before, after } = wordChanges(old, now)
        const same = (pieces: readonly Piece[]) => textOf(pieces.filter(({ changed }) => !changed))
        expect([textOf(before), textOf(after)]).toEqual([old, now])
        expect(same(before)).toBe(same(after))
      }),
    )
  })

  test('are not looked for one by one in a very long text, which would take minutes', () => {
    const long = Array.from({ length: 20_000 }, (_, at) => `語${at}`).join('、')
    const [before, after] = [`古い${long}`, `${long}新しい`]
    expect(wordChanges(before, after)).toEqual({
      before: [{ text: before, changed: true }],
      after: [{ text: after, changed: true }],
    })
  })
})
