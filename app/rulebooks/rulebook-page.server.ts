import { findClock } from '#forms/deadlines.ts'
import type { Clock } from '#forms/deadlines/clock.ts'
import type { Words } from '#forms/document/words.ts'
import type { Edition } from '#forms/item.ts'
import { optionLists, type OptionList } from '#forms/option-lists.ts'
import type { Duty } from '#forms/plan.ts'
import type { Rule, Rulebook, Seen, WrittenNeed } from '#forms/rulebook.ts'
import { delegationTable } from '#forms/rulebooks/japan/delegation.ts'
import { holidaysOf } from '#forms/rulebooks/japan/holidays.ts'
import { sectorTable } from '#forms/rulebooks/japan/sectors.ts'

/** The rulebook as an operator reads it: plain data, ids only; the words are found by the page. */
export interface RulebookPage {
  id: string
  from: string
  edition: string
  counts: { recipients: number; rules: number; clocks: number; needs: number }
  /** How many grounds, forms, needs and clocks we have not read ourselves, by how they reached us. */
  doubts: readonly { seen: Seen; grounds: number; forms: number; needs: number; clocks: number }[]
  recipients: readonly RecipientView[]
  clocks: readonly ClockRuleView[]
  /** Holidays that the clocks go by. */
  holidays: readonly { year: number; days: readonly string[] }[]
  /** Which ministry answers for a sector, and which takes breach reports in place of the commission. */
  sectors: typeof sectorTable
  delegated: readonly { minister: string; industries: readonly string[] }[]
  matrix: MatrixView
  optionLists: readonly OptionList[]
}

export interface RecipientView {
  id: string
  forms: readonly { id: string; seen: Seen }[]
  rules: readonly { id: string; duty: Duty; ground: string; seen: Seen | null; clocks: readonly string[] }[]
  needs: number
}

/** `partly`: the ground of a clock names an article besides whose text was not seen, and says so. */
export type ClockSeen = Seen | 'partly'

export interface ClockRuleView {
  id: string
  report: Clock['report']
  startsFrom: string
  counts: Clock['counts']
  ground: string
  seen: ClockSeen
}

export interface MatrixView {
  recipients: readonly string[]
  rows: readonly { item: string; label: string; cells: readonly (CellView | null)[] }[]
}

export interface CellView {
  strength: WrittenNeed['strength']
  seen: Seen
  stage: WrittenNeed['stage']
}

const doubtful: readonly Seen[] = ['second-hand', 'knowledge', 'reconstructed']

const yearsAhead = 2

/** `today`: YYYY-MM-DD in Japan. */
export function rulebookPage(rulebook: Rulebook, edition: Edition, words: Words, today: string): RulebookPage {
  const started = new Set(rulebook.rules.flatMap((rule) => rule.clocks.map(({ clock }) => clock)))
  const clocks = [...started].flatMap(clockView)
  const needs = rulebook.recipients.flatMap((recipient) => recipient.needs)
  const forms = rulebook.recipients.flatMap((recipient) => recipient.forms)
  return {
    id: rulebook.id,
    from: rulebook.from,
    edition: edition.id,
    counts: {
      recipients: rulebook.recipients.length,
      rules: rulebook.rules.length,
      clocks: clocks.length,
      needs: new Set(rulebook.recipients.flatMap(({ id, needs: own }) => own.map(({ item }) => `${id} ${item}`))).size,
    },
    doubts: doubtful.map((seen) => ({
      seen,
      grounds: countSeen(rulebook.grounds, seen),
      forms: countSeen(forms, seen),
      needs: countSeen(needs, seen),
      clocks: countSeen(clocks, seen),
    })),
    recipients: rulebook.recipients.map(({ id }) => recipientView(rulebook, id)),
    clocks,
    holidays: holidaysFrom(Number(today.slice(0, 4))),
    sectors: sectorTable,
    delegated: delegationTable,
    matrix: matrixOf(rulebook, edition, words),
    optionLists: optionLists(edition),
  }
}

function holidaysFrom(first: number): RulebookPage['holidays'] {
  const years = Array.from({ length: yearsAhead + 1 }, (_, ahead) => first + ahead)
  return years.map((year) => ({ year, days: [...holidaysOf(year)].toSorted() }))
}

function countSeen(facts: readonly { seen: Seen | ClockSeen }[], seen: Seen): number {
  return facts.filter((fact) => fact.seen === seen).length
}

function recipientView(rulebook: Rulebook, id: string): RecipientView {
  const recipient = rulebook.recipients.find((candidate) => candidate.id === id)
  const grounds = new Map(rulebook.grounds.map((ground) => [ground.id, ground.seen]))
  const view = ({ id: rule, duty, ground, clocks }: Rule) => ({
    id: rule,
    duty,
    ground,
    seen: grounds.get(ground) ?? null,
    clocks: clocks.map(({ clock }) => clock),
  })
  return {
    id,
    forms: recipient?.forms ?? [],
    rules: rulebook.rules.filter(({ to }) => to === id).map(view),
    needs: new Set(recipient?.needs.map(({ item }) => item)).size,
  }
}

function clockView(id: string): ClockRuleView[] {
  const clock = findClock(id)
  if (!clock) return []
  const { report, startsFrom, counts, ground, seen } = clock
  return [{ id, report, startsFrom, counts, ground, seen: seen === 'text' ? seenOf(ground) : seen }]
}

const seenOf = (ground: string): ClockSeen => (ground.includes('原文は未確認') ? 'partly' : 'text')

/** Items by recipients. Where several rules need an item, the strongest need stands in the cell. */
function matrixOf(rulebook: Rulebook, edition: Edition, words: Words): MatrixView {
  const needs = new Map(rulebook.recipients.map(({ id, needs: own }) => [id, Map.groupBy(own, ({ item }) => item)]))
  const recipients = rulebook.recipients.map(({ id }) => id)
  const rows = [...edition.items.keys()].map((item) => ({
    item,
    label: words.item(item),
    cells: recipients.map((recipient) => strongest(needs.get(recipient)?.get(item) ?? [])),
  }))
  return { recipients, rows }
}

const order: readonly WrittenNeed['strength'][] = ['statutory', 'required', 'anonymised', 'optional']

function strongest(needs: readonly WrittenNeed[]): CellView | null {
  const [first] = needs.toSorted((a, b) => order.indexOf(a.strength) - order.indexOf(b.strength))
  return first ? { strength: first.strength, seen: first.seen, stage: first.stage } : null
}
