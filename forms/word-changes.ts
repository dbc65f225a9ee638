/** Which words of a text are new and which are gone, so that a reader need not look for them. */

/** A run of words that is the same on both sides, or only on this one. */
export interface Piece {
  text: string
  changed: boolean
}

export interface WordChanges {
  before: Piece[]
  after: Piece[]
}

/** Japanese has no blanks; the dictionary of the runtime finds its words, and those of other languages too. */
const words = new Intl.Segmenter('ja', { granularity: 'word' })

/** More than these in the differing middle are not compared word by word: the middle is then shown as changed. */
const most = 1_500

export function wordChanges(before: string, after: string): WordChanges {
  const [old, now] = [wordsOf(before), wordsOf(after)]
  const start = sameStart(old, now)
  const end = sameEnd(old.slice(start), now.slice(start))
  const gone = old.slice(start, old.length - end)
  const come = now.slice(start, now.length - end)
  const [keptOld, keptNow] = kept(gone, come)
  const around = (middle: string[], same: ReadonlySet<number>, all: string[]) =>
    joined([
      ...all.slice(0, start).map((text) => ({ text, changed: false })),
      ...middle.map((text, at) => ({ text, changed: !same.has(at) })),
      ...all.slice(all.length - end).map((text) => ({ text, changed: false })),
    ])
  return { before: around(gone, keptOld, old), after: around(come, keptNow, now) }
}

const wordsOf = (text: string): string[] => [...words.segment(text)].map(({ segment }) => segment)

function sameStart(one: readonly string[], other: readonly string[]): number {
  const differs = one.findIndex((word, at) => word !== other[at])
  return differs === -1 ? one.length : differs
}

function sameEnd(one: readonly string[], other: readonly string[]): number {
  return sameStart(one.toReversed(), other.toReversed().slice(0, one.length))
}

/** The places on each side of the words in the longest common sequence. */
function kept(old: readonly string[], now: readonly string[]): [Set<number>, Set<number>] {
  const [inOld, inNow] = [new Set<number>(), new Set<number>()]
  if (old.length > most || now.length > most) return [inOld, inNow]
  const lengths = commonLengths(old, now)
  const at = (row: number, column: number) => lengths[row * (now.length + 1) + column] ?? 0
  for (let row = 0, column = 0; row < old.length && column < now.length;) {
    if (old[row] === now[column]) {
      inOld.add(row++)
      inNow.add(column++)
    } else if (at(row + 1, column) >= at(row, column + 1)) row++
    else column++
  }
  return [inOld, inNow]
}

/** For each pair of places: how many words the rest of both have in common, in order. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      const [below, right] = [lengths[(row + 1) * width + column] ?? 0, lengths[row * width + column + 1] ?? 0]
      const diagonal = lengths[(row + 1) * width + column + 1] ?? 0
      lengths[row * width + column] = old[row] === now[column] ? diagonal + 1 : Math.max(below, right)
    }
  }
  return lengths
}

/** Neighbours of one kind become one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = []
  for (const { text, changed } of pieces) {
    const last = runs.at(-1)
    if (last?.changed === changed) last.text += text
    else runs.push({ text, changed })
  }
  return runs
}
