/** Which recipients there are, for which reasons, and which items each of them needs. */
import type { Seen, Truth } from '#forms/condition.ts'
import { placeOf, type Told } from '#forms/condition/told.ts'
import { withFiles } from '#forms/files.ts'
import type { ItemId } from '#forms/item.ts'
import type { Shown } from '#forms/layout.ts'
import type { ClockRun, Need, Reason, RecipientId, Route, Strength, Verdict } from '#forms/plan.ts'
import type { CompiledRule, CompiledRulebook, LaidNeeds, Rule, WrittenNeed } from '#forms/rulebook.ts'
import { clocksOf } from './clocks.ts'
import { duties } from './duty-order.ts'

/** One judged rule that says something about its recipient. */
export interface Judged {
  compiled: CompiledRule
  reason: Reason
}

const verdicts: readonly Verdict[] = ['required', 'expected', 'undecided', 'offered']
const strengths: readonly Strength[] = ['statutory', 'required', 'anonymised', 'optional']

/** A route, and where the answers to its needs lie. */
export interface LaidRoute {
  route: Route
  places: readonly number[]
}

/** One route per recipient, however many rules matched; a duty outranks a choice, a choice an open question. */
export function routesOf(
  rulebook: CompiledRulebook,
  told: Told,
  shown: Shown,
  now: number,
  files: ReadonlyMap<ItemId, ItemId>,
): LaidRoute[] {
  const seen: Seen = []
  const judged = new Map<RecipientId, Judged[]>()
  for (const compiled of rulebook.rules) {
    const reason = judge(compiled, told, now, seen)
    if (!reason) continue
    const others = judged.get(compiled.rule.to)
    if (others) others.push({ compiled, reason })
    else judged.set(compiled.rule.to, [{ compiled, reason }])
  }
  const laid: LaidRoute[] = []
  for (const recipient of rulebook.needs.keys()) {
    const reasons = judged.get(recipient)
    if (!reasons) continue
    const holding = reasons.filter(({ reason }) => reason.verdict === 'required' || reason.verdict === 'expected')
    // What an undecided or offered recipient would get is shown too; nothing is sent to it
    const all = needsOf(rulebook, recipient, holding.length > 0 ? holding : reasons)
    const { needs, places } = filesToo(shownOf(all, shown), files)
    laid.push({ route: routeTo(recipient, reasons, needs, clocksOf(recipient, holding, told, now, seen)), places })
  }
  return laid
}

function judge({ rule, when, chosen }: CompiledRule, told: Told, now: number, seen: Seen): Reason | null {
  const duty = when(told, now, seen)
  if (duty.value === 'no') return null
  const choice = chosen?.(told, now, seen)
  const about = { rule: rule.id, duty: rule.duty, ground: rule.ground }
  if (choice?.value === 'no') return { ...about, verdict: 'offered', dependsOn: none, because: because(duty, choice) }
  const dependsOn = union(openIn(duty), openIn(choice))
  if (dependsOn.length > 0) return { ...about, verdict: 'undecided', dependsOn, because: because(duty, choice) }
  const free = rule.duty === 'guideline' || rule.duty === 'voluntary'
  return { ...about, verdict: free ? 'expected' : 'required', dependsOn, because: because(duty, choice) }
}

const because = (duty: Truth, choice: Truth | undefined) => union(groundsIn(duty), groundsIn(choice))

const none: readonly ItemId[] = []
const openIn = (truth: Truth | undefined) => (truth?.value === 'depends' ? truth.on : none)
const groundsIn = (truth: Truth | undefined) => (truth && truth.value !== 'depends' ? truth.because : none)

/** Of lists that each name an item once. Most of them are empty, and nothing is copied then. */
function union(items: readonly ItemId[], more: readonly ItemId[]): readonly ItemId[] {
  if (more.length === 0) return items
  if (items.length === 0) return more
  return [...new Set([...items, ...more])]
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
    dependsOn: reasons.reduce((items, reason) => union(items, reason.dependsOn), none),
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
function needsOf(rulebook: CompiledRulebook, recipient: RecipientId, judged: readonly Judged[]): LaidNeeds {
  const rules = judged.map(({ compiled }) => compiled.rule)
  const key = `${recipient} ${rules.map(({ id }) => id).join(' ')}`
  const known = rulebook.needsUnder.get(key)
  if (known) return known
  const laid = laidOut(strongestNeeds(recipient, rules, rulebook.needs.get(recipient) ?? []))
  rulebook.needsUnder.set(key, laid)
  return laid
}

const laidOut = (needs: readonly Need[]): LaidNeeds => ({
  needs,
  places: needs.map(({ item }) => placeOf(item)),
  shown: new Map(),
})

/** What is not asked is not needed. The same is hidden again and again, so it is remembered for a while. */
function shownOf(laid: LaidNeeds, { by, hiding }: Shown): LaidNeeds {
  const known = laid.shown.get(hiding)
  if (known) return known
  const isShown = (_: unknown, at: number) => by[laid.places[at] ?? -1] === 1
  const kept = laidOut(laid.needs.filter(isShown))
  if (laid.shown.size >= 50) laid.shown.clear()
  laid.shown.set(hiding, kept)
  return kept
}

const filesToo = (laid: LaidNeeds, files: ReadonlyMap<ItemId, ItemId>): LaidNeeds =>
  files.size === 0 ? laid : laidOut(withFiles(laid.needs, files))

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
