/** A rulebook is data: dated, immutable, checked when it is compiled, and shown to operators with how sure we are. */
import { z } from 'zod'
import { compilerFor, type Condition, type Judge } from './condition.ts'
import { findClock } from './deadlines.ts'
import type { Edition, ItemId } from './item.ts'
import type { RecipientId } from './plan.ts'

/** How a fact about the law reached us: read, read in somebody's account of it, known from elsewhere, or rebuilt by us. */
const seen = z.enum(['text', 'second-hand', 'knowledge', 'reconstructed'])
export type Seen = z.infer<typeof seen>

const answer = z.json()
const leaf = { item: z.string(), part: z.string().optional() }
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition) }),
    z.strictObject({ not: condition }),
    z.strictObject({ known: condition }),
    z.strictObject({ fact: z.string() }),
    z.strictObject({ ...leaf, is: answer }),
    z.strictObject({ ...leaf, has: z.array(answer) }),
    z.strictObject({ ...leaf, only: z.array(answer) }),
    z.strictObject({ ...leaf, over: z.number() }),
    z.strictObject({ ...leaf, atLeast: z.number(), ongoingSince: z.string().optional() }),
    z.strictObject({ ...leaf, since: z.iso.datetime({ offset: true }) }),
    z.strictObject({ ...leaf, mentions: z.array(z.string()), every: z.literal(true).optional() }),
    z.strictObject({ ...leaf, answered: z.literal(true) }),
    z.strictObject({ ...leaf, leftUnknown: z.literal(true) }),
  ]),
)

const duty = z.enum(['statutory', 'supervisory', 'contract', 'guideline', 'voluntary'])

const ground = z.strictObject({ id: z.string(), seen })

const need = z.strictObject({
  item: z.string(),
  strength: z.enum(['statutory', 'required', 'optional', 'anonymised']),
  ground: z.string(),
  stage: z.enum(['first', 'known', 'final']),
  seen,
  under: z.array(z.string()).optional(), // a need only when one of these rules is a reason
})
export type WrittenNeed = z.infer<typeof need>

const recipient = z.strictObject({
  id: z.string(),
  forms: z.array(z.strictObject({ id: z.string(), seen })),
  needs: z.array(need),
})
export type Recipient = z.infer<typeof recipient>

const rule = z.strictObject({
  id: z.string(),
  to: z.string(),
  duty,
  ground: z.string(),
  when: condition,
  chosen: condition.optional(), // the reporter's own choice: no = offered, open = undecided
  clocks: z.array(z.strictObject({ clock: z.string(), when: condition.optional(), to: z.string().optional() })),
})
export type Rule = z.infer<typeof rule>

export const rulebookSchema = z.strictObject({
  id: z.string(),
  from: z.iso.date(),
  recipients: z.array(recipient),
  grounds: z.array(ground),
  facts: z.record(z.string(), condition),
  rules: z.array(rule),
  askFirst: z.array(z.string()),
})
export type Rulebook = z.infer<typeof rulebookSchema>

export interface CompiledRule {
  rule: Rule
  when: Judge
  chosen: Judge | undefined
  clocks: readonly { clock: string; when: Judge | undefined; to: string | undefined }[]
}

export interface CompiledRulebook {
  id: string
  rulebook: Rulebook
  rules: readonly CompiledRule[]
  needs: ReadonlyMap<RecipientId, readonly WrittenNeed[]>
  askFirst: ReadonlyMap<ItemId, number> // place in the order of questions
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
      clocks: rule.clocks.map(({ clock, when, to }) => ({ clock, to, when: when && compile(when) })),
    })),
    needs: new Map(rulebook.recipients.map(({ id, needs }) => [id, needs])),
    askFirst: new Map(rulebook.askFirst.map((item, place) => [item, place])),
  }
}

function strangersIn(rulebook: Rulebook, edition: Edition): string[] {
  const rules = new Set(rulebook.rules.map(({ id }) => id))
  const grounds = new Set(rulebook.grounds.map(({ id }) => id))
  const recipients = new Set(rulebook.recipients.map(({ id }) => id))
  const unknownOf = (kind: string, place: string, known: { has(id: string): boolean }, ids: Iterable<string>) =>
    [...ids].filter((id) => !known.has(id)).map((id) => `${place} names the unknown ${kind} ${id}`)
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

/** Every item a condition looks at, without those of the facts it names. */
export function itemsIn(condition: Condition): ItemId[] {
  if ('all' in condition) return condition.all.flatMap(itemsIn)
  if ('any' in condition) return condition.any.flatMap(itemsIn)
  if ('not' in condition) return itemsIn(condition.not)
  if ('known' in condition) return itemsIn(condition.known)
  if ('fact' in condition) return []
  const since = 'atLeast' in condition && condition.ongoingSince !== undefined ? [condition.ongoingSince] : []
  return [condition.item, ...since]
}

function twice(ids: readonly string[]): string[] {
  return ids.filter((id, place) => ids.indexOf(id) !== place)
}
