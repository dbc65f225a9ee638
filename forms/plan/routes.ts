/** Which recipients there are, for which reasons, and which items each of them needs. */
import { compileCondition, type Judge, type Truth } from '#forms/condition.ts'
import { withFiles } from '#forms/files.ts'
import type { Answers, Edition, ItemId } from '#forms/item.ts'
import type { ClockRun, Need, Reason, RecipientId, Route, Strength, Verdict } from '#forms/plan.ts'
import type { CompiledRule, CompiledRulebook, Rule, WrittenNeed } from '#forms/rulebook.ts'
import { clocksOf } from './clocks.ts'
import { duties } from './duty-order.ts'

/** Facts judged already in this plan. */
export type Seen = Map<string, Truth>

/** One judged rule that says something about its recipient. */
export interface Judged {
  compiled: CompiledRule
  reason: Reason
}

const verdicts: readonly Verdict[] = ['required', 'expected', 'undecided', 'offered']
const strengths: readonly Strength[] = ['statutory', 'required', 'anonymised', 'optional']

/** One route per recipient, however many rules matched; a duty outranks a choice, a choice an open question. */
export function routesOf(
  rulebook: CompiledRulebook,
  answers: Answers,
  visible: Visible,
  now: Date,
  files: ReadonlyMap<ItemId, ItemId>,
): Route[] {
  const seen: Seen = new Map()
  const judged = new Map<RecipientId, Judged[]>()
  for (const compiled of rulebook.rules) {
    const reason = judge(compiled, answers, now.getTime(), seen)
    if (!reason) continue
    const others = judged.get(compiled.rule.to)
    if (others) others.push({ compiled, reason })
    else judged.set(compiled.rule.to, [{ compiled, reason }])
  }
  return [...rulebook.needs.keys()].flatMap((recipient) => {
    const reasons = judged.get(recipient)
    if (!reasons) return []
    const holding = reasons.filter(({ reason }) => reason.verdict === 'required' || reason.verdict === 'expected')
    // What an undecided or offered recipient would get is shown too; nothing is sent to it
    const needs = needsOf(rulebook, recipient, holding.length > 0 ? holding : reasons).filter(({ item }) =>
      visible(item),
    )
    return [routeTo(recipient, reasons, withFiles(needs, files), clocksOf(recipient, holding, answers, now, seen))]
  })
}

function judge({ rule, when, chosen }: CompiledRule, answers: Answers, now: number, seen: Seen): Reason | null {
  const duty = when(answers, now, seen)
  if (duty.value === 'no') return null
  const choice = chosen?.(answers, now, seen)
  const about = { rule: rule.id, duty: rule.duty, ground: rule.ground }
  if (choice?.value === 'no') return { ...about, verdict: 'offered', dependsOn: [], because: because(duty, choice) }
  const dependsOn = open(duty, choice)
  if (dependsOn.length > 0) return { ...about, verdict: 'undecided', dependsOn, because: because(duty, choice) }
  const free = rule.duty === 'guideline' || rule.duty === 'voluntary'
  return { ...about, verdict: free ? 'expected' : 'required', dependsOn, because: because(duty, choice) }
}

function open(...truths: (Truth | undefined)[]): ItemId[] {
  const items = new Set<ItemId>()
  for (const truth of truths) if (truth?.value === 'depends') for (const item of truth.on) items.add(item)
  return [...items]
}

function because(...truths: (Truth | undefined)[]): ItemId[] {
  const items = new Set<ItemId>()
  for (const truth of truths) {
    if (truth && truth.value !== 'depends') for (const item of truth.because) items.add(item)
  }
  return [...items]
}

function routeTo(
  recipient: RecipientId,
  judged: readonly Judged[],
  needs: readonly Need[],
  clocks: readonly ClockRun[],
): Route {
  const reasons = judged.map(({ reason }) => reason).toSorted(byWeight)
  return {
    recipient,
    verdict: reasons[0]?.verdict ?? 'offered',
    duty: reasons[0]?.duty ?? 'voluntary',
    reasons,
    dependsOn: [...new Set(reasons.flatMap(({ dependsOn }) => dependsOn))],
    needs,
    clocks,
  }
}

function byWeight(one: Reason, other: Reason): number {
  return (
    verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
    duties.indexOf(one.duty) - duties.indexOf(other.duty)
  )
}

/** The needs depend only on which rules are the reasons, and few sets of reasons occur: each set is worked out once. */
function needsOf(rulebook: CompiledRulebook, recipient: RecipientId, judged: readonly Judged[]): readonly Need[] {
  const key = `${recipient} ${judged.map(({ compiled }) => compiled.rule.id).join(' ')}`
  const known = rulebook.needsUnder.get(key)
  if (known) return known
  const needs = strongestNeeds(
    recipient,
    judged.map(({ compiled }) => compiled.rule),
    rulebook.needs.get(recipient) ?? [],
  )
  rulebook.needsUnder.set(key, needs)
  return needs
}

/** The strongest need per item; a sheet's item is statutory only while a statute is the reason. */
function strongestNeeds(
  recipient: RecipientId,
  rules: readonly Rule[],
  written: readonly WrittenNeed[],
): readonly Need[] {
  const found = new Map<ItemId, Need>()
  for (const { item, strength, ground, stage, under } of written) {
    const behind = under ? rules.filter(({ id }) => under.includes(id)) : rules
    if (behind.length === 0) continue
    const lawful = strength !== 'statutory' || behind.some(({ duty }) => duty === 'statutory')
    const need: Need = { item, recipient, ground, stage, strength: lawful ? strength : 'required' }
    const known = found.get(item)
    found.set(item, known ? stronger(known, need) : need)
  }
  return [...found.values()].map((need) => Object.freeze(need))
}

const stages: readonly Need['stage'][] = ['first', 'known', 'final']

function stronger(one: Need, other: Need): Need {
  const winner = strengths.indexOf(other.strength) < strengths.indexOf(one.strength) ? other : one
  const earlier = stages.indexOf(other.stage) < stages.indexOf(one.stage) ? other.stage : one.stage
  return winner.stage === earlier ? winner : { ...winner, stage: earlier }
}

export type Visible = (item: ItemId) => boolean

const whens = new WeakMap<Edition, ReadonlyMap<ItemId, Judge>>()

/** Is the item in the edition, and is it asked or could it be? Each item is judged at most once per plan. */
export function visibility(edition: Edition, answers: Answers): Visible {
  const judges = judgesOf(edition)
  const judged = new Map<ItemId, boolean>()
  return (item) => {
    const before = judged.get(item)
    if (before !== undefined) return before
    const when = judges.get(item)
    const shown = edition.items.has(item) && (when === undefined || when(answers).value !== 'no')
    judged.set(item, shown)
    return shown
  }
}

export function judgesOf(edition: Edition): ReadonlyMap<ItemId, Judge> {
  const known = whens.get(edition)
  if (known) return known
  const made = new Map<ItemId, Judge>()
  for (const item of edition.items.values()) if (item.when) made.set(item.id, compileCondition(item.when))
  whens.set(edition, made)
  return made
}
