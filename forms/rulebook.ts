/** A rulebook is data: dated, immutable, checked when it is compiled, and shown to operators with how sure we are. */
import { z } from 'zod'
import { compilerFor, type Condition, type Judge, type Leaf } from './condition.ts'
import { placeOf } from './condition/told.ts'
import { findClock } from './deadlines.ts'
import type { Clock } from './deadlines/clock.ts'
import type { Edition, ItemId } from './item.ts'
import type { Need, RecipientId } from './plan.ts'

/** How a fact about the law reached us: read, read in somebody's account of it, known from elsewhere, or rebuilt by us. */
const seenSchema = z.enum(['text', 'second-hand', 'knowledge', 'reconstructed'])
export type Seen = z.infer<typeof seenSchema>

const answerSchema = z.json()
const leafSchema = { item: z.string(), part: z.string().optional() }
const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ known: conditionSchema }),
    z.strictObject({ fact: z.string() }),
    z.strictObject({ ...leafSchema, is: answerSchema }),
    z.strictObject({ ...leafSchema, has: z.array(answerSchema) }),
    z.strictObject({ ...leafSchema, only: z.array(answerSchema) }),
    z.strictObject({ ...leafSchema, over: z.number() }),
    z.strictObject({ ...leafSchema, atLeast: z.number(), ongoingSince: z.string().optional() }),
    z.strictObject({ ...leafSchema, since: z.iso.datetime({ offset: true }) }),
    z.strictObject({
      ...leafSchema,
      mentions: z.array(z.string()),
      every: z.literal(true).optional(),
      but: z.array(z.string()).optional(),
    }),
    z.strictObject({ ...leafSchema, calls: z.array(z.string()) }),
    z.strictObject({ ...leafSchema, answered: z.literal(true) }),
    z.strictObject({ ...leafSchema, leftUnknown: z.literal(true) }),
  ]),
)

const dutySchema = z.enum(['statutory', 'supervisory', 'contract', 'guideline', 'voluntary'])

const groundSchema = z.strictObject({ id: z.string(), seen: seenSchema })

const needSchema = z.strictObject({
  item: z.string(),
  strength: z.enum(['statutory', 'required', 'optional', 'anonymised']),
  ground: z.string(),
  stage: z.enum(['first', 'known', 'final']),
  seen: seenSchema,
  under: z.array(z.string()).optional(), // a need only when one of these rules is a reason
})
export type WrittenNeed = z.infer<typeof needSchema>

const recipientSchema = z.strictObject({
  id: z.string(),
  forms: z.array(z.strictObject({ id: z.string(), seen: seenSchema })),
  needs: z.array(needSchema),
})
export type Recipient = z.infer<typeof recipientSchema>

const ruleSchema = z.strictObject({
  id: z.string(),
  to: z.string(),
  duty: dutySchema,
  ground: z.string(),
  when: conditionSchema,
  chosen: conditionSchema.optional(), // the reporter's own choice: no = offered, open = undecided
  clocks: z.array(z.strictObject({ clock: z.string(), when: conditionSchema.optional(), to: z.string().optional() })),
})
export type Rule = z.infer<typeof ruleSchema>

export const rulebookSchema = z.strictObject({
  id: z.string(),
  from: z.iso.date(),
  recipients: z.array(recipientSchema),
  grounds: z.array(groundSchema),
  facts: z.record(z.string(), conditionSchema),
  rules: z.array(ruleSchema),
  askFirst: z.array(z.string()),
})
export type Rulebook = z.infer<typeof rulebookSchema>

export interface CompiledRule {
  rule: Rule
  when: Judge
  chosen: Judge | undefined
  clocks: readonly { clock: Clock; startsAt: number; when: Judge | undefined; to: string | undefined }[]
}

/** Needs, and where the answers to them lie (see condition/told.ts). */
export interface LaidNeeds {
  needs: readonly Need[]
  places: readonly number[]
  /** What is left of them when some items are not asked, by what hides these (see layout.ts). */
  shown: Map<string, LaidNeeds>
}

export interface CompiledRulebook {
  id: string
  rulebook: Rulebook
  rules: readonly CompiledRule[]
  needs: ReadonlyMap<RecipientId, readonly WrittenNeed[]>
  askFirst: ReadonlyMap<ItemId, number> // place in the order of questions
  needsUnder: Map<string, LaidNeeds> // worked out so far, by recipient and reasons
  lasting: ReadonlySet<ItemId> // those of which a condition asks how long they have gone on
}

/** Turns every condition into a closure. Throws a RangeError that names each id the rulebook uses and nobody defines. */
export function compileRulebook(rulebook: Rulebook, edition: Edition): CompiledRulebook {
  const strangers = strangersIn(rulebook, edition)
  if (strangers.length > 0) throw new RangeError(`rulebook ${rulebook.id}: ${strangers.join('; ')}`)
  const compile = compilerFor(rulebook.facts)
  return {
    id: rulebook.id,
    rulebook,
    rules: rulebook.rules.map((rule) => ({
      rule,
      when: compile(rule.when),
      chosen: rule.chosen && compile(rule.chosen),
      clocks: rule.clocks.flatMap(({ clock: id, when, to }) => {
        const clock = findClock(id)
        return clock ? [{ clock, startsAt: placeOf(clock.startsFrom), to, when: when && compile(when) }] : []
      }),
    })),
    needs: new Map(rulebook.recipients.map(({ id, needs }) => [id, needs])),
    askFirst: new Map(rulebook.askFirst.map((item, place) => [item, place])),
    needsUnder: new Map(),
    lasting: lastingIn(rulebook),
  }
}

function strangersIn(rulebook: Rulebook, edition: Edition): string[] {
  const rules = new Set(rulebook.rules.map(({ id }) => id))
  const grounds = new Set(rulebook.grounds.map(({ id }) => id))
  const recipients = new Set(rulebook.recipients.map(({ id }) => id))
  const items = (place: string, ids: Iterable<string>) => unknownOf('item', place, edition.items, ids)
  return [
    ...twice(rulebook.rules.map(({ id }) => id)).map((id) => `rule ${id} is written twice`),
    ...items('askFirst', rulebook.askFirst),
    ...Object.entries(rulebook.facts).flatMap(([name, fact]) => items(`fact ${name}`, itemsIn(fact))),
    ...rulebook.rules.flatMap((rule) => [
      ...items(`rule ${rule.id}`, [...itemsIn(rule.when), ...(rule.chosen ? itemsIn(rule.chosen) : [])]),
      ...unknownOf('recipient', `rule ${rule.id}`, recipients, [rule.to]),
      ...unknownOf('ground', `rule ${rule.id}`, grounds, [rule.ground]),
      ...rule.clocks.flatMap(({ clock, when }) => [
        ...(findClock(clock) ? [] : [`rule ${rule.id} names the unknown clock ${clock}`]),
        ...(when ? items(`clock ${clock} of rule ${rule.id}`, itemsIn(when)) : []),
      ]),
    ]),
    ...rulebook.recipients.flatMap(({ id, needs }) => [
      ...items(`recipient ${id}`, new Set(needs.map(({ item }) => item))),
      ...unknownOf('ground', `recipient ${id}`, grounds, new Set(needs.map((need) => need.ground))),
      ...unknownOf('rule', `recipient ${id}`, rules, new Set(needs.flatMap(({ under }) => under ?? []))),
    ]),
  ]
}

function unknownOf(kind: string, place: string, known: { has(id: string): boolean }, ids: Iterable<string>): string[] {
  return [...ids].filter((id) => !known.has(id)).map((id) => `${place} names the unknown ${kind} ${id}`)
}

/** Every item a condition looks at, without those of the facts it names. */
export const itemsIn = (condition: Condition): ItemId[] =>
  leavesIn(condition).flatMap((leaf) => [leaf.item, ...(sinceIn(leaf) ?? [])])

function leavesIn(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesIn)
  if ('any' in condition) return condition.any.flatMap(leavesIn)
  if ('not' in condition) return leavesIn(condition.not)
  if ('known' in condition) return leavesIn(condition.known)
  return 'fact' in condition ? [] : [condition]
}

const sinceIn = (leaf: Leaf): [ItemId] | null =>
  'atLeast' in leaf && leaf.ongoingSince !== undefined ? [leaf.ongoingSince] : null

function lastingIn({ facts, rules }: Rulebook): Set<ItemId> {
  const ofRules = rules.flatMap(({ when, chosen, clocks }) => [when, chosen, ...clocks.map((clock) => clock.when)])
  const conditions = [...Object.values(facts), ...ofRules].filter((one) => one !== undefined)
  const leaves = conditions.flatMap(leavesIn).filter((leaf) => sinceIn(leaf) !== null)
  return new Set(leaves.map(({ item }) => item))
}

function twice(ids: readonly string[]): string[] {
  return ids.filter((id, place) => ids.indexOf(id) !== place)
}
