/** Which recipients there are, for which reasons, and which items each of them needs. */
import { compileCondition, type Judge, type Truth } from '#forms/condition.ts'
import type { Answers, Edition, ItemId } from '#forms/item.ts'
import type { Duty, Need, Reason, RecipientId, Route, Strength, Verdict } from '#forms/plan.ts'
import type { CompiledRule, CompiledRulebook, WrittenNeed } from '#forms/rulebook.ts'
import { clocksOf } from './clocks.ts'

/** One judged rule that says something about its recipient. */
export interface Judged {
  compiled: CompiledRule
  reason: Reason
}

const verdicts: readonly Verdict[] = ['required', 'expected', 'undecided', 'offered']
const duties: readonly Duty[] = ['statutory', 'supervisory', 'contract', 'guideline', 'voluntary']
const strengths: readonly Strength[] = ['statutory', 'required', 'anonymised', 'optional']

/** One route per recipient, however many rules matched; a duty outranks a choice, a choice an open question. */
export function routesOf(rulebook: CompiledRulebook, edition: Edition, answers: Answers, now: Date): Route[] {
  const judged = new Map<RecipientId, Judged[]>()
  for (const compiled of rulebook.rules) {
    const reason = judge(compiled, answers, now.getTime())
    if (!reason) continue
    const others = judged.get(compiled.rule.to)
    if (others) others.push({ compiled, reason })
    else judged.set(compiled.rule.to, [{ compiled, reason }])
  }
  const visible = visibility(edition, answers)
  return [...rulebook.needs].flatMap(([recipient, needs]) => {
    const reasons = judged.get(recipient)
    return reasons ? [routeTo(recipient, reasons, needs, visible, answers, now)] : []
  })
}

function judge({ rule, when, chosen }: CompiledRule, answers: Answers, now: number): Reason | null {
  const duty = when(answers, now)
  if (duty.value === 'no') return null
  const choice = chosen?.(answers, now)
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
  needs: readonly WrittenNeed[],
  visible: (item: ItemId) => boolean,
  answers: Answers,
  now: Date,
): Route {
  const reasons = judged.map(({ reason }) => reason).toSorted(byWeight)
  const verdict = reasons[0]?.verdict ?? 'offered'
  const holding = judged.filter(({ reason }) => reason.verdict === 'required' || reason.verdict === 'expected')
  return {
    recipient,
    verdict,
    duty: reasons[0]?.duty ?? 'voluntary',
    reasons,
    dependsOn: [...new Set(reasons.flatMap(({ dependsOn }) => dependsOn))],
    // What an undecided or offered recipient would get is shown too; nothing is sent to it
    needs: needsOf(recipient, holding.length > 0 ? holding : judged, needs, visible),
    clocks: clocksOf(recipient, holding, answers, now),
  }
}

function byWeight(one: Reason, other: Reason): number {
  return (
    verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
    duties.indexOf(one.duty) - duties.indexOf(other.duty)
  )
}

/** The strongest need per item; a sheet's item is statutory only while a statute is the reason. */
function needsOf(
  recipient: RecipientId,
  judged: readonly Judged[],
  written: readonly WrittenNeed[],
  visible: (item: ItemId) => boolean,
): Need[] {
  const found = new Map<ItemId, Need>()
  for (const { item, strength, ground, stage, under } of written) {
    const judgedUnder = under ? judged.filter(({ reason }) => under.includes(reason.rule)) : judged
    if (judgedUnder.length === 0 || !visible(item)) continue
    const lawful = strength !== 'statutory' || judgedUnder.some(({ reason }) => reason.duty === 'statutory')
    const need: Need = { item, recipient, ground, stage, strength: lawful ? strength : 'required' }
    const known = found.get(item)
    if (!known) found.set(item, need)
    else found.set(item, stronger(known, need))
  }
  return [...found.values()]
}

const stages: readonly Need['stage'][] = ['first', 'known', 'final']

function stronger(one: Need, other: Need): Need {
  const winner = strengths.indexOf(other.strength) < strengths.indexOf(one.strength) ? other : one
  const earlier = stages.indexOf(other.stage) < stages.indexOf(one.stage) ? other.stage : one.stage
  return winner.stage === earlier ? winner : { ...winner, stage: earlier }
}

const whens = new WeakMap<Edition, ReadonlyMap<ItemId, Judge>>()

/** Is the item in the edition, and is it asked or could it be? Each item is judged at most once per plan. */
export function visibility(edition: Edition, answers: Answers): (item: ItemId) => boolean {
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
